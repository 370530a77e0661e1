namespace Camp.Limits;

/// <summary>Lets at most so many requests through in any stretch of time of a given length.</summary>
/// <remarks>
/// A request passes when fewer than <c>limit</c> have passed within the <c>window</c> before it. One that passed at the
/// time t counts until just before <c>t + window</c>; at that very tick its place is free. Refused requests do not count.
/// The count is exact, for any number of threads at once; windows have no borders at which twice the limit could pass.
/// At most <c>limit</c> times are kept in memory, however long the limiter lives.
/// Time is measured by the clock's timestamps, in whole ticks since the limiter was made. Setting date and time does
/// nothing. A timestamp older than one seen before counts as that one.
/// </remarks>
public sealed class SlidingWindow : ILimiter
{
    /// <param name="limit">How many may pass; at least 1.</param>
    /// <param name="window">Longer than zero; <see cref="TimeSpan.MaxValue"/> will do.</param>
    /// <param name="clock">Whose timestamps count.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    // TODO 1: refuse bad numbers; keep the good ones and the timestamp.
    public SlidingWindow(int limit, TimeSpan window, TimeProvider clock) =>
        throw new NotImplementedException("SlidingWindow: check the numbers and start with an empty window.");

    /// <inheritdoc/>
    // TODO 2: in one step for all threads: forget the times that have left the window, then pass if there is room.
    public bool TryTake() =>
        throw new NotImplementedException("SlidingWindow.TryTake: forget what has left the window, then count.");

    /// <inheritdoc/>
    // TODO 3: the oldest time in a full window decides.
    public TimeSpan RetryAfter =>
        throw new NotImplementedException("SlidingWindow.RetryAfter: the time until the oldest leaves the window.");

    /// <inheritdoc/>
    // TODO 4: the newest time decides.
    public TimeSpan UntilFull =>
        throw new NotImplementedException("SlidingWindow.UntilFull: the time until the window is empty.");
}
