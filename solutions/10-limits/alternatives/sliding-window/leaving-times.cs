// Alternative: a sorted list of the times at which places become free, under a Monitor taken by hand.
namespace Camp.Limits;

public sealed class SlidingWindow : ILimiter
{
    private readonly LinkedList<Int128> _free = new();
    private readonly TimeProvider _clock;
    private readonly long _start;
    private readonly int _limit;
    private readonly TimeSpan _window;
    private long _latest = long.MinValue;

    public SlidingWindow(int limit, TimeSpan window, TimeProvider clock)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        ArgumentOutOfRangeException.ThrowIfLessThan(window, TimeSpan.FromTicks(1));
        (_limit, _window, _clock, _start) = (limit, window, clock, clock.GetTimestamp());
    }

    public bool TryTake() => Now(now =>
    {
        var room = _free.Count < _limit;
        if (room)
            _free.AddLast(now + (Int128)_window.Ticks);
        return room;
    });

    public TimeSpan RetryAfter => Now(now => _free.Count < _limit ? TimeSpan.Zero : Left(_free.First!.Value, now));

    public TimeSpan UntilFull => Now(now => _free.Last is { } last ? Left(last.Value, now) : TimeSpan.Zero);

    private static TimeSpan Left(Int128 moment, long now) => TimeSpan.FromTicks((long)(moment - now));

    private T Now<T>(Func<long, T> look)
    {
        Monitor.Enter(_free);
        try
        {
            _latest = Math.Max(_latest, _clock.GetElapsedTime(_start).Ticks);
            while (_free.First is { } first && first.Value <= _latest)
                _free.RemoveFirst();
            return look(_latest);
        }
        finally
        {
            Monitor.Exit(_free);
        }
    }
}
