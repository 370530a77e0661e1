// Mistake: the counts are static, so every tally in the process adds to the same numbers.
// Rejected by: TallyTests.Two_tallies_share_nothing
namespace Camp.NewLesson;

public sealed class Tally
{
    private static readonly Dictionary<string, int> Counts = new(StringComparer.Ordinal);

    public void Add(string word)
    {
        lock (Counts)
            Counts[word] = Counts.GetValueOrDefault(word) + 1;
    }

    public int Count(string word)
    {
        lock (Counts)
            return Counts.GetValueOrDefault(word);
    }
}
