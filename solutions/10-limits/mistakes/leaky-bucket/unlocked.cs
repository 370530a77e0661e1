// Mistake: reading and moving the next turn are two steps: two threads get the same turn.
// Rejected by: LeakyBucketRaces.Two_enter_at_once
// Explored: race
namespace Camp.Limits;

/// <summary>Turns a burst into a steady row: requests queue up and leave one by one, evenly spaced.</summary>
public sealed class LeakyBucket
{
    private readonly Lock _gate = new();
    private readonly TimeProvider _clock;
    private readonly long _start;
    private readonly int _capacity;
    private readonly int _drops;
    private readonly Int128 _spacing;
    private Int128 _nextTurn;
    private Int128 _now;

    public LeakyBucket(int capacity, int drops, TimeSpan period, TimeProvider clock)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 0);
        ArgumentOutOfRangeException.ThrowIfLessThan(drops, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(period, TimeSpan.Zero);
        (_clock, _start, _capacity, _drops) = (clock, clock.GetTimestamp(), capacity, drops);
        // Times are kept in ticks multiplied by drops, in which the distance of two turns is a whole number.
        _spacing = period.Ticks;
    }

    public TimeSpan? TryEnter()
    {
        {
            _now = Int128.Max(_now, (Int128)_clock.GetElapsedTime(_start).Ticks * _drops);
            var wait = Int128.Max(0, _nextTurn - _now);
            // Before me wait those whose turns lie at whole distances before mine and are still to come.
            if (wait > 0 && RoundedUp(wait, _spacing) - 1 >= _capacity)
                return null;
            _nextTurn = _now + wait + _spacing;
            return TimeSpan.FromTicks((long)RoundedUp(wait, _drops));
        }
    }

    private static Int128 RoundedUp(Int128 amount, Int128 unit) => (amount + unit - 1) / unit;
}
