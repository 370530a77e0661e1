// Mistake: a plain comparison and a plain assignment: values are lost, and two callers win with the same one.
// Rejected by: AtomicMaxRaces.Of_two_equal_offers_one_wins
// Explored: race
namespace Camp.Sync;

public sealed class AtomicMax(long start = long.MinValue)
{
    private long _max = start;

    public long Current => _max;

    public bool Offer(long value)
    {
        if (value <= _max)
            return false;
        _max = value;
        return true;
    }
}
