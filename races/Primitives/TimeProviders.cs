using TrainingCamp.Races.Running;

namespace TrainingCamp.Races.Primitives;

[Replaces(typeof(TimeProvider), Harmless = "*")]
public static class TimeProviders
{
    public static TimeProvider get_System() => Act.Run.Time;

    public static ITimer CreateTimer(TimeProvider provider, TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        // A provider that a test advances calls back on the strand that advances it.
        var known = Act.Run.Known();
        return provider.CreateTimer(passed =>
        {
            Strand.Current?.Clock.Join(known);
            callback(passed);
        }, state, dueTime, period);
    }
}
