// Mistake: adding first and undoing an overflow later shows the wrapped sum to everybody in between.
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
        var sum = Interlocked.Add(ref _count, amount);
        if (amount > 0 && sum < long.MinValue + amount || amount < 0 && sum > long.MaxValue + amount)
        {
            Interlocked.Add(ref _count, -amount);
            throw new OverflowException();
        }
    }
}
