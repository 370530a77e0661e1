namespace Camp.Limits;

/// <summary>Turns a burst into a steady row: requests queue up and leave one by one, evenly spaced.</summary>
/// <remarks>
/// Each request that enters gets a turn. Turns lie <c>period / drops</c> apart: the first request, and one that comes when
/// the last turn is at least so long ago, has its turn at once; any other has it so long after the turn before it.
/// A request whose turn is still to come is waiting. When <c>capacity</c> requests are waiting, one that would have to
/// wait too is refused, and changes nothing.
/// Turns do not drift: in a row without a gap the n-th turn after the first comes <c>n * period / drops</c> after it,
/// rounded up to a tick. Any number of threads may enter at once; no two get the same turn, and none is left out.
/// Time is measured by the clock's timestamps, in whole ticks since the bucket was made. Setting date and time does
/// nothing. A timestamp older than one seen before counts as that one.
/// </remarks>
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

    /// <param name="capacity">How many may wait; at least 0.</param>
    /// <param name="drops">How many leave during a period; at least 1.</param>
    /// <param name="period">Longer than zero.</param>
    /// <param name="clock">Whose timestamps count.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public LeakyBucket(int capacity, int drops, TimeSpan period, TimeProvider clock)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 0);
        ArgumentOutOfRangeException.ThrowIfLessThan(drops, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(period, TimeSpan.Zero);
        (_clock, _start, _capacity, _drops) = (clock, clock.GetTimestamp(), capacity, drops);
        // Times are kept in ticks multiplied by drops, in which the distance of two turns is a whole number.
        _spacing = period.Ticks;
    }

    /// <summary>Queues up. The caller does the waiting: <c>await Task.Delay(wait, clock, cancellation)</c>.</summary>
    /// <returns>How long until the caller's turn, zero when it is now; null when the bucket is full.</returns>
    public TimeSpan? TryEnter()
    {
        lock (_gate)
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
