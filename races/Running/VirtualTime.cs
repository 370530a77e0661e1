namespace TrainingCamp.Races.Running;

/// <summary>Time that passes when nobody can run. Everything that waits for time waits for this one.</summary>
internal sealed class VirtualTime(Run run) : TimeProvider
{
    private static readonly DateTimeOffset Start = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly PriorityQueue<(VirtualTimer Timer, int Version), (long Due, int Order)> _timers = new();
    private int _order;

    /// <summary>Milliseconds since the start of the schedule.</summary>
    public long Now { get; set; }

    public override long TimestampFrequency => 1_000;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <summary>When the next timer is due.</summary>
    public long? Next
    {
        get
        {
            while (_timers.TryPeek(out var first, out var at))
            {
                if (first.Timer.Version == first.Version)
                    return at.Due;
                _timers.Dequeue();
            }

            return null;
        }
    }

    public override long GetTimestamp() => Now;

    public override DateTimeOffset GetUtcNow() => Start.AddMilliseconds(Now);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new VirtualTimer(run, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    public void Add(VirtualTimer timer, long delay) => _timers.Enqueue((timer, timer.Version), (Now + delay, _order++));

    /// <summary>Lets time pass until <paramref name="now"/>; what is due by then starts, in order.</summary>
    public void Pass(long now)
    {
        Now = Math.Max(Now, now);
        while (Next is { } due && due <= Now)
            _timers.Dequeue().Timer.Fire();
    }
}
