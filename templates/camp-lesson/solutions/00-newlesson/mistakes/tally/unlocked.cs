// Mistake: the count is read and written back without a lock, so two threads write the same number and words are lost.
// Rejected by: TallyTests.Four_threads_lose_no_word
using System.Collections.Concurrent;

namespace Camp.NewLesson;

public sealed class Tally
{
    private readonly ConcurrentDictionary<string, int> _counts = new(StringComparer.Ordinal);

    public void Add(string word) => _counts[word] = Count(word) + 1;

    public int Count(string word) => _counts.GetValueOrDefault(word);
}
