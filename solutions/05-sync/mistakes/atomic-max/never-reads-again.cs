// Mistake: the loop tries again with what it read first: after one lost race it turns for ever.
// Rejected by: AtomicMaxRaces.Two_offers_meet
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
