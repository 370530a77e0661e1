// Mistake: the comparer ignores case, so the report says "Go" when the text said "go".
// Rejected by: TallyTests.Words_that_differ_in_case_are_counted_apart
namespace Camp.NewLesson;

public sealed class Tally
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _counts = new(StringComparer.OrdinalIgnoreCase);

    public void Add(string word)
    {
        lock (_gate)
            _counts[word] = _counts.GetValueOrDefault(word) + 1;
    }

    public int Count(string word)
    {
        lock (_gate)
            return _counts.GetValueOrDefault(word);
    }
}
