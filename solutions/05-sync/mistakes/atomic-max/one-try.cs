// Mistake: one CompareExchange and no second try: who was not the fastest loses a value that is the largest.
// Rejected by: AtomicMaxRaces.Two_offers_meet
// Explored: failed
namespace Camp.Sync;

public sealed class AtomicMax(long start = long.MinValue)
{
    private long _max = start;

    public long Current => Interlocked.Read(ref _max);

    public bool Offer(long value)
    {
        var seen = Interlocked.Read(ref _max);
        return value > seen && Interlocked.CompareExchange(ref _max, value, seen) == seen;
    }
}
