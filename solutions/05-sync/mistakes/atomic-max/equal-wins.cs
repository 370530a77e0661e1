// Mistake: an equal value counts as new: each of a thousand threads believes that it set the record.
// Rejected by: AtomicMaxRaces.Of_two_equal_offers_one_wins
// Explored: failed
namespace Camp.Sync;

public sealed class AtomicMax(long start = long.MinValue)
{
    private long _max = start;

    public long Current => Interlocked.Read(ref _max);

    public bool Offer(long value)
    {
        var seen = Current;
        while (value >= seen)
        {
            var found = Interlocked.CompareExchange(ref _max, value, seen);
            if (found == seen)
                return true;
            seen = found;
        }

        return false;
    }
}
