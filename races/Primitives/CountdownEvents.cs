namespace TrainingCamp.Races.Primitives;

[Replaces(typeof(CountdownEvent), Harmless = ".ctor Dispose get_InitialCount")]
public static class CountdownEvents
{
    private static Countdown Of(CountdownEvent countdown) => Act.Run.Model(countdown, () => new Countdown { Count = countdown.CurrentCount });

    public static int get_CurrentCount(CountdownEvent countdown)
    {
        Act.Step("reads the count of", countdown);
        return Of(countdown).Count;
    }

    public static bool get_IsSet(CountdownEvent countdown)
    {
        Act.Step("looks at", countdown);
        if (Of(countdown).Count > 0)
            return false;
        Act.Run.Acquire(countdown);
        return true;
    }

    public static bool Signal(CountdownEvent countdown) => Signal(countdown, 1);

    public static bool Signal(CountdownEvent countdown, int signalCount)
    {
        Act.Publish("signals", countdown);
        var state = Of(countdown);
        if (state.Count < signalCount)
            throw new InvalidOperationException("Invalid attempt made to decrement the event's count below zero.");
        state.Count -= signalCount;
        return state.Count == 0;
    }

    public static void AddCount(CountdownEvent countdown) => AddCount(countdown, 1);

    public static void AddCount(CountdownEvent countdown, int signalCount)
    {
        if (!TryAddCount(countdown, signalCount))
            throw new InvalidOperationException("The event is already signaled and cannot be incremented.");
    }

    public static bool TryAddCount(CountdownEvent countdown) => TryAddCount(countdown, 1);

    public static bool TryAddCount(CountdownEvent countdown, int signalCount)
    {
        Act.Step("adds to", countdown);
        var state = Of(countdown);
        if (state.Count == 0)
            return false;
        state.Count += signalCount;
        return true;
    }

    public static void Reset(CountdownEvent countdown) => Reset(countdown, countdown.InitialCount);

    public static void Reset(CountdownEvent countdown, int count)
    {
        Act.Step("resets", countdown);
        Of(countdown).Count = count;
    }

    public static void Wait(CountdownEvent countdown) => Wait(countdown, -1);

    public static bool Wait(CountdownEvent countdown, int millisecondsTimeout) => Wait(countdown, millisecondsTimeout, default);

    public static bool Wait(CountdownEvent countdown, TimeSpan timeout) => Wait(countdown, (int)Act.Milliseconds(timeout));

    public static void Wait(CountdownEvent countdown, CancellationToken cancellationToken) => Wait(countdown, -1, cancellationToken);

    public static bool Wait(CountdownEvent countdown, int millisecondsTimeout, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var state = Of(countdown);
        var came = Act.WaitFor(() => state.Count == 0 || cancellationToken.IsCancellationRequested, "waits for", countdown, millisecondsTimeout);
        if (state.Count > 0)
            cancellationToken.ThrowIfCancellationRequested();
        return came;
    }

    private sealed class Countdown
    {
        public int Count { get; set; }
    }
}
