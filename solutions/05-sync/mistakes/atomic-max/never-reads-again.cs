// Mistake: the loop tries again with what it read first: after one lost race it turns for ever.
// Rejected by: AtomicMaxTests.An_offer_is_never_lost_to_a_smaller_one
// Explored: hung
namespace Camp.Sync;

public sealed class AtomicMax(long start = long.MinValue)
{
    private long _max = start;

    public long Current => Interlocked.Read(ref _max);

    public bool Offer(long value)
    {
        var seen = Interlocked.Read(ref _max);
        if (value <= seen)
            return false;
        while (Interlocked.CompareExchange(ref _max, value, seen) != seen)
            Thread.SpinWait(1);
        return true;
    }
}
