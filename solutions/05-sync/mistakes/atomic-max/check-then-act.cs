// Mistake: compare first, write later: a slow thread writes its smaller value over a larger one.
// Rejected by: AtomicMaxTests.An_offer_is_never_lost_to_a_smaller_one
// Explored: failed
namespace Camp.Sync;

public sealed class AtomicMax(long start = long.MinValue)
{
    private long _max = start;

    public long Current => Interlocked.Read(ref _max);

    public bool Offer(long value)
    {
        if (value <= Interlocked.Read(ref _max))
            return false;
        Interlocked.Exchange(ref _max, value);
        return true;
    }
}
