// Mistake: the difference of two far numbers overflows: the largest value counts as smaller than the smallest.
// Rejected by: AtomicMaxTests.A_maximum_tells_its_story
namespace Camp.Sync;

public sealed class AtomicMax(long start = long.MinValue)
{
    private long _max = start;

    public long Current => Interlocked.Read(ref _max);

    public bool Offer(long value)
    {
        var seen = Current;
        while (value - seen > 0)
        {
            var found = Interlocked.CompareExchange(ref _max, value, seen);
            if (found == seen)
                return true;
            seen = found;
        }

        return false;
    }
}
