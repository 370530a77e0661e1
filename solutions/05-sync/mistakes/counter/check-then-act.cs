// Mistake: the range is checked first and the addition made later: two threads pass the check and the sum wraps round.
// Rejected by: CounterRaces.Two_meet_at_the_limit
// Explored: failed
namespace Camp.Sync;

public sealed class Counter
{
    private long _count;

    public long Value => Interlocked.Read(ref _count);

    public void Increment() => Add(1);

    public void Add(long amount)
    {
        _ = checked(Interlocked.Read(ref _count) + amount);
        Interlocked.Add(ref _count, amount);
    }
}
