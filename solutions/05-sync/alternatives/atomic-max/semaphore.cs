// Alternative: a SemaphoreSlim with one place; the first look is free of it, since the maximum never falls.
namespace Camp.Sync;

public sealed class AtomicMax(long start = long.MinValue)
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private long _max = start;

    public long Current => Interlocked.Read(ref _max);

    public bool Offer(long value)
    {
        if (value <= Current)
            return false;
        _gate.Wait();
        try
        {
            if (value <= Current)
                return false;
            Interlocked.Exchange(ref _max, value);
            return true;
        }
        finally
        {
            _gate.Release();
        }
    }
}
