namespace TrainingCamp.Races.Primitives;

/// <summary>Blocks until tasks have ended.</summary>
internal static class Waiting
{
    public static bool For(Func<bool> ended, object target, long milliseconds, CancellationToken cancellation, Task[] joined)
    {
        cancellation.ThrowIfCancellationRequested();
        var came = Act.WaitFor(() => ended() || cancellation.IsCancellationRequested, "waits for", target, milliseconds);
        if (!ended())
            cancellation.ThrowIfCancellationRequested();
        foreach (var task in came ? joined : [])
            Looking.End(task);
        return came;
    }
}
