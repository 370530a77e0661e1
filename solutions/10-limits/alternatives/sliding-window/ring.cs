// Alternative: a ring of as many times as the limit: the place to be written next holds the time of the request that must have left.
namespace Camp.Limits;

public sealed class SlidingWindow : ILimiter
{
    private readonly object _gate = new();
    private readonly TimeProvider _clock;
    private readonly long _start;
    private readonly long?[] _times;
    private readonly long _window;
    private int _next;
    private long _now;

    public SlidingWindow(int limit, TimeSpan window, TimeProvider clock)
    {
        if (limit <= 0)
            throw new ArgumentOutOfRangeException(nameof(limit), limit, "At least 1.");
        if (window <= TimeSpan.Zero)
            throw new ArgumentOutOfRangeException(nameof(window), window, "Longer than zero.");
        (_times, _window, _clock, _start) = (new long?[limit], window.Ticks, clock, clock.GetTimestamp());
    }

    public bool TryTake()
    {
        lock (_gate)
        {
            if (Left(_next) > TimeSpan.Zero)
                return false;
            _times[_next] = _now;
            _next = (_next + 1) % _times.Length;
            return true;
        }
    }

    public TimeSpan RetryAfter
    {
        get
        {
            lock (_gate)
                return Left(_next);
        }
    }

    public TimeSpan UntilFull
    {
        get
        {
            lock (_gate)
                return Left((_next + _times.Length - 1) % _times.Length);
        }
    }

    private TimeSpan Left(int place)
    {
        _now = Math.Max(_now, _clock.GetElapsedTime(_start).Ticks);
        var passed = _times[place] is { } time ? _now - time : _window;
        return TimeSpan.FromTicks(Math.Max(0, _window - passed));
    }
}
