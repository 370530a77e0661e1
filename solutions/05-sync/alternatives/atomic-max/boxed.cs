// Alternative: an immutable box swapped by reference: this shape also fits values wider than a register.
namespace Camp.Sync;

public sealed class AtomicMax(long start = long.MinValue)
{
    private Box _max = new(start);

    private sealed class Box(long value)
    {
        public long Value => value;
    }

    public long Current => Volatile.Read(ref _max).Value;

    public bool Offer(long value)
    {
        var mine = new Box(value);
        for (var spin = new SpinWait(); ; spin.SpinOnce())
        {
            var seen = Volatile.Read(ref _max);
            if (value <= seen.Value)
                return false;
            if (Interlocked.CompareExchange(ref _max, mine, seen) == seen)
                return true;
        }
    }
}
