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
    /// <param name="capacity">How many may wait; at least 0.</param>
    /// <param name="drops">How many leave during a period; at least 1.</param>
    /// <param name="period">Longer than zero.</param>
    /// <param name="clock">Whose timestamps count.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    // TODO 1: refuse bad numbers; keep the good ones and the timestamp.
    public LeakyBucket(int capacity, int drops, TimeSpan period, TimeProvider clock) =>
        throw new NotImplementedException("LeakyBucket: check the numbers and start empty.");

    /// <summary>Queues up. The caller does the waiting: <c>await Task.Delay(wait, clock, cancellation)</c>.</summary>
    /// <returns>How long until the caller's turn, zero when it is now; null when the bucket is full.</returns>
    // TODO 2: keep the time of the next free turn. A caller gets it, or now if that is later.
    // TODO 3: refuse when as many as the capacity are waiting.
    public TimeSpan? TryEnter() =>
        throw new NotImplementedException("LeakyBucket.TryEnter: give out the next turn, or refuse.");
}
