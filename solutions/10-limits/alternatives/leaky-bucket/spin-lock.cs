// Alternative: a spin lock and one number, how much water is in the bucket: it leaks with time, and a request pours in a share.
namespace Camp.Limits;

public sealed class LeakyBucket
{
    private readonly TimeProvider _clock;
    private readonly long _start;
    private readonly int _capacity;
    private readonly int _drops;
    private readonly long _share;
    private SpinLock _lock = new(enableThreadOwnerTracking: false);
    private Int128 _water;
    private long _seen;

    public LeakyBucket(int capacity, int drops, TimeSpan period, TimeProvider clock)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(capacity);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(drops);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(period.Ticks);
        (_capacity, _drops, _share, _clock, _start) = (capacity, drops, period.Ticks, clock, clock.GetTimestamp());
    }

    public TimeSpan? TryEnter()
    {
        var taken = false;
        try
        {
            _lock.Enter(ref taken);
            var now = Math.Max(_seen, _clock.GetElapsedTime(_start).Ticks);
            _water = Int128.Max(0, _water - (Int128)(now - _seen) * _drops);
            _seen = now;
            // A full bucket: those who wait and the share of the one whose turn it is.
            if (_water > (Int128)_capacity * _share)
                return null;
            var wait = TimeSpan.FromTicks((long)((_water + _drops - 1) / _drops));
            _water += _share;
            return wait;
        }
        finally
        {
            if (taken)
                _lock.Exit(useMemoryBarrier: true);
        }
    }
}
