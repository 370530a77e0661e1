namespace TrainingCamp.Races.Primitives;

[Replaces(typeof(PeriodicTimer), Harmless = "get_Period set_Period")]
public static class PeriodicTimers
{
    public static PeriodicTimer New(TimeSpan period) => new(period, Act.Run.Time);

    public static PeriodicTimer New(TimeSpan period, TimeProvider timeProvider) => new(period, timeProvider);

    public static ValueTask<bool> WaitForNextTickAsync(PeriodicTimer timer, CancellationToken cancellationToken)
    {
        Act.Step("waits for a tick of", timer);
        return timer.WaitForNextTickAsync(cancellationToken);
    }

    public static void Dispose(PeriodicTimer timer)
    {
        Act.Step("stops", timer);
        timer.Dispose();
    }
}
