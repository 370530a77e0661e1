// Mistake: Increment and Add each take a lock of their own, so they still overwrite each other.
// Rejected by: CounterRaces.Two_add_at_once
// Explored: race
namespace Camp.Sync;

public sealed class Counter
{
    private readonly Lock _incrementing = new();
    private readonly Lock _adding = new();
    private long _count;

    public long Value => _count;

    public void Increment() => AddUnder(_incrementing, 1);

    public void Add(long amount)
    {
        AddUnder(_adding, amount);
    }

    private void AddUnder(Lock gate, long amount)
    {
        lock (gate)
            _count = checked(_count + amount);
    }
}
