// Mistake: Interlocked.Add never overflows, it wraps: the largest count becomes the smallest without a word.
// Rejected by: CounterTests.An_addition_beyond_the_range_is_refused_and_the_count_stays
// Explored: failed
namespace Camp.Sync;

public sealed class Counter
{
    private long _count;

    public long Value => Interlocked.Read(ref _count);

    public void Increment() => Add(1);

    public void Add(long amount)
    {
        Interlocked.Add(ref _count, amount);
    }
}
