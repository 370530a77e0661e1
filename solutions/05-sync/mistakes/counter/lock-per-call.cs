// Mistake: a new lock object for each call guards nothing: everybody holds a lock of their own.
// Rejected by: CounterRaces.Two_add_at_once
// Explored: race
namespace Camp.Sync;

public sealed class Counter
{
    private long _count;

    public long Value => _count;

    public void Increment() => Add(1);

    public void Add(long amount)
    {
        lock (new object())
            _count = checked(_count + amount);
    }
}
