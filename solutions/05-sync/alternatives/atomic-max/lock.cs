// Alternative: a Lock around compare and write: as right as the loop, and easier to extend by a second field.
namespace Camp.Sync;

public sealed class AtomicMax(long start = long.MinValue)
{
    private readonly Lock _gate = new();
    private long _max = start;

    public long Current
    {
        get { lock (_gate) return _max; }
    }

    public bool Offer(long value)
    {
        lock (_gate)
        {
            if (value <= _max)
                return false;
            _max = value;
            return true;
        }
    }
}
