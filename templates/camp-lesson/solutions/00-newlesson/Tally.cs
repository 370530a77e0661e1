namespace Camp.NewLesson;

/// <summary>Counts words for many threads at once. An example: put the lesson's first exercise in its place.</summary>
/// <remarks>Every tally stands alone. Words are compared letter by letter: "go" and "Go" are two words.</remarks>
public sealed class Tally
{
    // The lock guards the dictionary, which no two threads may change at once.
    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);

    /// <summary>Counts <paramref name="word"/> once more. No call is ever lost.</summary>
    public void Add(string word)
    {
        // Looking up and writing back are two steps; the lock makes them one.
        lock (_gate)
            _counts[word] = _counts.GetValueOrDefault(word) + 1;
    }

    /// <summary>How often <paramref name="word"/> was added; 0 when it never was.</summary>
    public int Count(string word)
    {
        // A reader takes the lock too, or it may look while the dictionary grows.
        lock (_gate)
            return _counts.GetValueOrDefault(word);
    }
}
