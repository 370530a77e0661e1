// Alternative: a ConcurrentDictionary, whose AddOrUpdate tries again when another thread was faster.
using System.Collections.Concurrent;

namespace Camp.NewLesson;

public sealed class Tally
{
    private readonly ConcurrentDictionary<string, int> _counts = new(StringComparer.Ordinal);

    public void Add(string word) => _counts.AddOrUpdate(word, 1, (_, count) => count + 1);

    public int Count(string word) => _counts.GetValueOrDefault(word);
}
