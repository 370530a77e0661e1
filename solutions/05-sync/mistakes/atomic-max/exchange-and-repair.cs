// Mistake: Exchange puts the smaller value in and the larger one back: in between everybody sees the maximum fall.
// Rejected by: AtomicMaxRaces.The_maximum_never_falls
// Explored: failed
namespace Camp.Sync;

public sealed class AtomicMax(long start = long.MinValue)
{
    private long _max = start;

    public long Current => Interlocked.Read(ref _max);

    public bool Offer(long value)
    {
        var before = Interlocked.Exchange(ref _max, value);
        while (before > value)
        {
            value = before;
            before = Interlocked.Exchange(ref _max, value);
        }

        return before < value;
    }
}
