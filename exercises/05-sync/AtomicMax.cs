namespace Camp.Sync;

/// <summary>The largest value that many threads have offered, kept without a lock. Go: an <c>atomic.Int64</c> in a loop.</summary>
/// <param name="start">What stands there before anything was offered.</param>
/// <remarks>Every maximum stands alone.</remarks>
public sealed class AtomicMax(long start = long.MinValue)
{
    // TODO 1: a field that begins with start.

    /// <summary>The largest of the start and all values offered so far. It never falls, not even for a moment.</summary>
    // TODO 2: read it so that the newest value is seen: Interlocked.Read or Volatile.Read.
    public long Current => throw new NotImplementedException($"AtomicMax.Current: read the maximum (start was {start}).");

    /// <summary>Makes <paramref name="value"/> the maximum if it is larger than <see cref="Current"/>.</summary>
    /// <returns>
    /// Whether it became the new maximum; an equal value does not. When the call returns, <see cref="Current"/> is at least
    /// <paramref name="value"/>. Of several threads that offer the same new maximum at once, one is told true.
    /// </returns>
    // TODO 3: read; leave if there is nothing to do; CompareExchange what you read for the value; if somebody was faster,
    // begin again with what stands there now.
    public bool Offer(long value) => throw new NotImplementedException("AtomicMax.Offer: compare and swap in a loop.");
}
