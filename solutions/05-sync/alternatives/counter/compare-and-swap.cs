// Alternative: no lock, Interlocked.CompareExchange in a loop: add to what was read and try again when somebody was faster.
namespace Camp.Sync;

public sealed class Counter
{
    private long _count;

    public long Value => Interlocked.Read(ref _count);

    public void Increment() => Add(1);

    public void Add(long amount)
    {
        long seen;
        do
            seen = Interlocked.Read(ref _count);
        while (Interlocked.CompareExchange(ref _count, checked(seen + amount), seen) != seen);
    }
}
