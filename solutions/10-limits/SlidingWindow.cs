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
    private readonly Lock _gate = new();
    private readonly Queue<long> _passed = new();
    private readonly TimeProvider _clock;
    private readonly long _start;
    private readonly int _limit;
    private readonly long _window;
    private long _now;
    private long _newest;

    /// <param name="limit">How many may pass; at least 1.</param>
    /// <param name="window">Longer than zero; <see cref="TimeSpan.MaxValue"/> will do.</param>
    /// <param name="clock">Whose timestamps count.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public SlidingWindow(int limit, TimeSpan window, TimeProvider clock)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(window, TimeSpan.Zero);
        (_clock, _start, _limit, _window) = (clock, clock.GetTimestamp(), limit, window.Ticks);
    }

    /// <inheritdoc/>
    public bool TryTake()
    {
        lock (_gate)
        {
            Slide_NeedsLock();
            if (_passed.Count == _limit)
                return false;
            _passed.Enqueue(_newest = _now);
            return true;
        }
    }

    /// <inheritdoc/>
    public TimeSpan RetryAfter
    {
        get
        {
            lock (_gate)
            {
                Slide_NeedsLock();
                return _passed.Count < _limit ? TimeSpan.Zero : Left_NeedsLock(_passed.Peek());
            }
        }
    }

    /// <inheritdoc/>
    public TimeSpan UntilFull
    {
        get
        {
            lock (_gate)
            {
                Slide_NeedsLock();
                return _passed.Count == 0 ? TimeSpan.Zero : Left_NeedsLock(_newest);
            }
        }
    }

    private void Slide_NeedsLock()
    {
        _now = Math.Max(_now, _clock.GetElapsedTime(_start).Ticks);
        // Oldest first, so looking ends at the first that still counts.
        while (_passed.TryPeek(out var oldest) && _now - oldest >= _window)
            _passed.Dequeue();
    }

    private TimeSpan Left_NeedsLock(long passed) => TimeSpan.FromTicks(_window - (_now - passed));
}
