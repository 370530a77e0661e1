// Mistake: a static field: the maxima of all endpoints are one.
// Rejected by: AtomicMaxTests.Two_maxima_stand_apart
namespace Camp.Sync;

public sealed class AtomicMax(long start = long.MinValue)
{
    private static long _max;
    private readonly long _first = _max = start;

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

        return _first > value && false;
    }
}
