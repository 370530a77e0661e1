namespace TrainingCamp.Races.Primitives;

[Replaces(typeof(ManualResetEventSlim), Harmless = ".ctor Dispose get_SpinCount")]
public static class ManualResetEventSlims
{
    private static Signal Of(ManualResetEventSlim signal) => Act.Run.Model(signal, () => new Signal(signal, signal.IsSet, automatic: false));

    public static bool get_IsSet(ManualResetEventSlim signal)
    {
        Act.Step("looks at", signal);
        if (!Of(signal).IsSet)
            return false;
        Act.Run.Acquire(signal);
        return true;
    }

    public static void Set(ManualResetEventSlim signal) => Of(signal).Set();

    public static void Reset(ManualResetEventSlim signal) => Of(signal).Reset();

    public static void Wait(ManualResetEventSlim signal) => Of(signal).Wait();

    public static void Wait(ManualResetEventSlim signal, CancellationToken cancellationToken) => Of(signal).Wait(-1, cancellationToken);

    public static bool Wait(ManualResetEventSlim signal, int millisecondsTimeout) => Of(signal).Wait(millisecondsTimeout);

    public static bool Wait(ManualResetEventSlim signal, TimeSpan timeout) => Of(signal).Wait(Act.Milliseconds(timeout));

    public static bool Wait(ManualResetEventSlim signal, int millisecondsTimeout, CancellationToken cancellationToken) => Of(signal).Wait(millisecondsTimeout, cancellationToken);

    public static bool Wait(ManualResetEventSlim signal, TimeSpan timeout, CancellationToken cancellationToken) => Of(signal).Wait(Act.Milliseconds(timeout), cancellationToken);
}
