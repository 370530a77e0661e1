// Mistake: compare first, write later: a slow thread writes its smaller value over a larger one.
// Rejected by: AtomicMaxRaces.Two_offers_meet
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
