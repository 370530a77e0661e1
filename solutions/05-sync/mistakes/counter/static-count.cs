// Mistake: a static count is one number for the whole process: all counters of the service add up in it.
// Rejected by: CounterTests.Two_counters_count_apart
namespace Camp.Sync;

public sealed class Counter
{
    private static readonly Lock Gate = new();
    private static long _count;

    public long Value => Interlocked.Read(ref _count);

    public void Increment() => Add(1);

    public void Add(long amount)
    {
        lock (Gate)
            _count = checked(_count + amount);
    }
}
