// Mistake: volatile makes each read and each write fresh, but the addition between them is still not one step.
// Rejected by: CounterRaces.Two_add_at_once
// Explored: failed
namespace Camp.Sync;

public sealed class Counter
{
    private long _count;

    public long Value => Volatile.Read(ref _count);

    public void Increment() => Add(1);

    public void Add(long amount)
    {
        Volatile.Write(ref _count, checked(Volatile.Read(ref _count) + amount));
    }
}
