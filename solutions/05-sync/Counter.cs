namespace Camp.Sync;

/// <summary>A number that many threads may add to at once. Go: an <c>int64</c> beside a <c>sync.Mutex</c>.</summary>
/// <remarks>Every counter stands alone: two counters never share a count.</remarks>
public sealed class Counter
{
    // The lock object is private and never anything but a lock: nobody outside can hold it.
    private readonly Lock _gate = new();
    private long _count;

    /// <summary>The sum of everything added so far. Starts at 0.</summary>
    public long Value
    {
        // A reader takes the lock too, or it may see a stale count.
        get { lock (_gate) return _count; }
    }

    /// <summary>Adds 1, by the same rules as <see cref="Add"/>.</summary>
    public void Increment() => Add(1);

    /// <summary>Adds <paramref name="amount"/>, which may be negative. No addition is ever lost.</summary>
    /// <exception cref="OverflowException">The sum leaves the range of <see cref="long"/>; the count stays as it was.</exception>
    public void Add(long amount)
    {
        // Read, add and write are three steps; the lock makes them one.
        lock (_gate)
            _count = checked(_count + amount);
    }
}
