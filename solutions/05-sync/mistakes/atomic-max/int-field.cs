// Mistake: an int holds half of the bits: a maximum above two billion wraps to a negative one.
// Rejected by: AtomicMaxTests.A_maximum_tells_its_story
// Explored: race
namespace Camp.Sync;

public sealed class AtomicMax(long start = long.MinValue)
{
    private int _max = (int)start;

    public long Current => _max;

    public bool Offer(long value)
    {
        var next = (int)value;
        var seen = Volatile.Read(ref _max);
        while (next > seen)
        {
            var found = Interlocked.CompareExchange(ref _max, next, seen);
            if (found == seen)
                return true;
            seen = found;
        }

        return false;
    }
}
