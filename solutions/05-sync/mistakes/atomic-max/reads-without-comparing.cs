// Mistake: the loop reads again but does not compare again: a larger value that came in between is overwritten.
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
        if (value <= seen)
            return false;
        while (true)
        {
            var found = Interlocked.CompareExchange(ref _max, value, seen);
            if (found == seen)
                return true;
            seen = found;
        }
    }
}
