namespace Camp.NewLesson;

/// <summary>Counts words for many threads at once. An example: put the lesson's first exercise in its place.</summary>
/// <remarks>Every tally stands alone. Words are compared letter by letter: "go" and "Go" are two words.</remarks>
public sealed class Tally
{
    // TODO 1: a dictionary from word to count that compares ordinally, and a System.Threading.Lock to guard it.

    /// <summary>Counts <paramref name="word"/> once more. No call is ever lost.</summary>
    // TODO 2: read the count and write the next one as one step, inside the lock.
    public void Add(string word) => throw new NotImplementedException("Tally.Add: count under the lock.");

    /// <summary>How often <paramref name="word"/> was added; 0 when it never was.</summary>
    // TODO 3: a reader takes the lock too.
    public int Count(string word) => throw new NotImplementedException("Tally.Count: read under the lock.");
}
