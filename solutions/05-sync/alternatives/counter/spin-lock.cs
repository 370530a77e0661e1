// Alternative: a SpinLock, which burns the processor instead of sleeping; fit for a few instructions and never readonly.
namespace Camp.Sync;

public sealed class Counter
{
    private SpinLock _gate = new(enableThreadOwnerTracking: false);
    private long _count;

    public long Value => Interlocked.Read(ref _count);

    public void Increment() => Add(1);

    public void Add(long amount)
    {
        var taken = false;
        try
        {
            _gate.Enter(ref taken);
            _count = checked(_count + amount);
        }
        finally
        {
            if (taken)
                _gate.Exit();
        }
    }
}
