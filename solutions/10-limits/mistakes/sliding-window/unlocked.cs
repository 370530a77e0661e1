// Mistake: looking and counting are two steps: under load more than the limit pass, or the queue breaks.
// Rejected by: SlidingWindowRaces.Two_want_the_last_place
// Explored: race
namespace Camp.Limits;

/// <summary>Lets at most so many requests through in any stretch of time of a given length.</summary>
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

    public SlidingWindow(int limit, TimeSpan window, TimeProvider clock)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(window, TimeSpan.Zero);
        (_clock, _start, _limit, _window) = (clock, clock.GetTimestamp(), limit, window.Ticks);
    }

    public bool TryTake()
    {
        {
            Slide_NeedsLock();
            if (_passed.Count >= _limit)
                return false;
            _passed.Enqueue(_newest = _now);
            return true;
        }
    }

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
