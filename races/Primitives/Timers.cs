using System.Runtime.CompilerServices;

namespace TrainingCamp.Races.Primitives;

/// <summary>The real timer never fires: it is the name of a virtual one.</summary>
[Replaces(typeof(Timer))]
public static class Timers
{
    private static readonly ConditionalWeakTable<Timer, ITimer> Virtual = [];

    public static Timer New(TimerCallback callback) => New(callback, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan, self: true);

    public static Timer New(TimerCallback callback, object? state, int dueTime, int period) =>
        New(callback, state, TimeSpan.FromMilliseconds(dueTime), TimeSpan.FromMilliseconds(period), self: false);

    public static Timer New(TimerCallback callback, object? state, long dueTime, long period) =>
        New(callback, state, TimeSpan.FromMilliseconds(dueTime), TimeSpan.FromMilliseconds(period), self: false);

    public static Timer New(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => New(callback, state, dueTime, period, self: false);

    public static bool Change(Timer timer, int dueTime, int period) => Change(timer, TimeSpan.FromMilliseconds(dueTime), TimeSpan.FromMilliseconds(period));

    public static bool Change(Timer timer, long dueTime, long period) => Change(timer, TimeSpan.FromMilliseconds(dueTime), TimeSpan.FromMilliseconds(period));

    public static bool Change(Timer timer, TimeSpan dueTime, TimeSpan period)
    {
        Act.Step("changes", timer);
        return Of(timer).Change(dueTime, period);
    }

    public static void Dispose(Timer timer)
    {
        Act.Step("stops", timer);
        Of(timer).Dispose();
    }

    public static ValueTask DisposeAsync(Timer timer)
    {
        Act.Step("stops", timer);
        return Of(timer).DisposeAsync();
    }

    private static ITimer Of(Timer timer) => Virtual.TryGetValue(timer, out var known) ? known : throw new InvalidOperationException("A timer that was made outside of the exploration.");

    private static Timer New(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period, bool self)
    {
        var timer = new Timer(_ => { }, null, Timeout.Infinite, Timeout.Infinite);
        Act.Step("starts", timer);
        Virtual.Add(timer, Act.Run.Time.CreateTimer(callback, self ? timer : state, dueTime, period));
        return timer;
    }
}
