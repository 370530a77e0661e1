// Mistake: count++ without a lock is read, add, write: two threads read the same count and one sale goes missing.
// Rejected by: CounterRaces.Two_add_at_once
// Explored: race
namespace Camp.Sync;

public sealed class Counter
{
    private long _count;

    public long Value => _count;

    public void Increment() => _count++;

    public void Add(long amount)
    {
        _count = checked(_count + amount);
    }
}
