// Alternative: a SemaphoreSlim with one place, as async code would use it; not reentrant, given back in finally.
namespace Camp.Sync;

public sealed class Counter
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private long _count;

    public long Value => Interlocked.Read(ref _count);

    public void Increment() => Add(1);

    public void Add(long amount)
    {
        _gate.Wait();
        try
        {
            _count = checked(_count + amount);
        }
        finally
        {
            _gate.Release();
        }
    }
}
