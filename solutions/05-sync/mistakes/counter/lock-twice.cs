// Mistake: reading under the lock and writing under the lock are two steps: what others add in between is overwritten.
// Rejected by: CounterRaces.Two_add_at_once
// Explored: failed
namespace Camp.Sync;

public sealed class Counter
{
    private readonly Lock _gate = new();
    private long _count;

    private long Count
    {
        get { lock (_gate) return _count; }
        set { lock (_gate) _count = value; }
    }

    public long Value => Count;

    public void Increment() => Add(1);

    public void Add(long amount)
    {
        Count = checked(Count + amount);
    }
}
