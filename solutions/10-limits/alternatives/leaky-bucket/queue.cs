// Alternative: a queue of the turns that are still to come; the row is counted from its first turn, so nothing adds up.
namespace Camp.Limits;

public sealed class LeakyBucket
{
    private readonly Queue<long> _waiting = new();
    private readonly TimeProvider _clock;
    private readonly long _start;
    private readonly int _capacity;
    private readonly int _drops;
    private readonly long _period;
    private long _now;
    private long _rowBegan;
    private long _inRow;

    public LeakyBucket(int capacity, int drops, TimeSpan period, TimeProvider clock)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(capacity);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(drops);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(period.Ticks);
        (_capacity, _drops, _period, _clock, _start) = (capacity, drops, period.Ticks, clock, clock.GetTimestamp());
    }

    public TimeSpan? TryEnter()
    {
        lock (_waiting)
        {
            _now = Math.Max(_now, _clock.GetElapsedTime(_start).Ticks);
            while (_waiting.TryPeek(out var passed) && passed <= _now)
                _waiting.Dequeue();
            var turn = _rowBegan + (long)(((Int128)_inRow * _period + _drops - 1) / _drops);
            if (_inRow == 0 || turn <= _now)
            {
                (_rowBegan, _inRow) = (_now, 1);
                return TimeSpan.Zero;
            }

            if (_waiting.Count >= _capacity)
                return null;
            _inRow++;
            _waiting.Enqueue(turn);
            return TimeSpan.FromTicks(turn - _now);
        }
    }
}
