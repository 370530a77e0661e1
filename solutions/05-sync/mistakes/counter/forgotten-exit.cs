// Mistake: without finally the overflow leaves the lock taken: the next thread that adds waits for ever.
// Rejected by: CounterTests.A_refused_addition_leaves_the_lock_free_for_others
// Explored: deadlock
namespace Camp.Sync;

public sealed class Counter
{
    private readonly Lock _gate = new();
    private long _count;

    public long Value => Interlocked.Read(ref _count);

    public void Increment() => Add(1);

    public void Add(long amount)
    {
        _gate.Enter();
        _count = checked(_count + amount);
        _gate.Exit();
    }
}
