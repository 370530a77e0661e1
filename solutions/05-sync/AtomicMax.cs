namespace Camp.Sync;

/// <summary>The largest value that many threads have offered, kept without a lock. Go: an <c>atomic.Int64</c> in a loop.</summary>
/// <param name="start">What stands there before anything was offered.</param>
/// <remarks>Every maximum stands alone.</remarks>
public sealed class AtomicMax(long start = long.MinValue)
{
    private long _max = start;

    /// <summary>The largest of the start and all values offered so far. It never falls, not even for a moment.</summary>
    // A plain read of 64 bits may be torn on a 32-bit machine, and kept in a register by a loop.
    public long Current => Interlocked.Read(ref _max);

    /// <summary>Makes <paramref name="value"/> the maximum if it is larger than <see cref="Current"/>.</summary>
    /// <returns>
    /// Whether it became the new maximum; an equal value does not. When the call returns, <see cref="Current"/> is at least
    /// <paramref name="value"/>. Of several threads that offer the same new maximum at once, one is told true.
    /// </returns>
    public bool Offer(long value)
    {
        var seen = Current;
        while (value > seen)
        {
            // Writes only if the field still holds what we saw, and tells what it held.
            var found = Interlocked.CompareExchange(ref _max, value, seen);
            if (found == seen)
                return true;

            // Somebody was faster: their value may be larger than ours, so compare again.
            seen = found;
        }

        return false;
    }
}
