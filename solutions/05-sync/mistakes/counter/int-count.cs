// Mistake: an int is half as wide: after two billion the count throws, or worse, wraps.
// Rejected by: CounterTests.A_counter_tells_its_story
// Explored: race
namespace Camp.Sync;

public sealed class Counter
{
    private readonly Lock _gate = new();
    private int _count;

    public long Value => _count;

    public void Increment() => Add(1);

    public void Add(long amount)
    {
        lock (_gate)
            _count = checked(_count + (int)amount);
    }
}
