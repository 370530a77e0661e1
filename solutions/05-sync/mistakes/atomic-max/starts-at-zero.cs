// Mistake: the field begins at 0 whatever the start is: of negative values none ever becomes the maximum.
// Rejected by: AtomicMaxTests.A_maximum_tells_its_story
namespace Camp.Sync;

public sealed class AtomicMax(long start = long.MinValue)
{
    private long _max;

    public long Current => Interlocked.Read(ref _max);

    public bool Offer(long value)
    {
        var seen = Current;
        while (value > seen)
        {
            var found = Interlocked.CompareExchange(ref _max, value, seen);
            if (found == seen)
                return true;
            seen = found;
        }

        return false;
    }
}
