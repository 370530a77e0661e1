// Mistake: whoever gets through the loop is told true, also when another thread had put the same value there.
// Rejected by: AtomicMaxRaces.Of_two_equal_offers_one_wins
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
        while (value > seen)
        {
            var found = Interlocked.CompareExchange(ref _max, value, seen);
            if (found == seen)
                break;
            seen = found;
        }

        return true;
    }
}
