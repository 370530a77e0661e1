namespace Camp.Sync;

/// <summary>A number that many threads may add to at once. Go: an <c>int64</c> beside a <c>sync.Mutex</c>.</summary>
/// <remarks>Every counter stands alone: two counters never share a count.</remarks>
public sealed class Counter
{
    // TODO 1: a field for the count, and a System.Threading.Lock to guard it.

    /// <summary>The sum of everything added so far. Starts at 0.</summary>
    // TODO 3: a reader takes the lock too.
    public long Value => throw new NotImplementedException("Counter.Value: read the count.");

    /// <summary>Adds 1, by the same rules as <see cref="Add"/>.</summary>
    public void Increment() => Add(1);

    /// <summary>Adds <paramref name="amount"/>, which may be negative. No addition is ever lost.</summary>
    /// <exception cref="OverflowException">The sum leaves the range of <see cref="long"/>; the count stays as it was.</exception>
    // TODO 2: read, add (checked) and write as one step, inside the lock.
    public void Add(long amount) => throw new NotImplementedException("Counter.Add: add under the lock.");
}
