namespace TrainingCamp.Races.Primitives;

/// <summary>What can be waited for through a WaitHandle: its state, and how to take it.</summary>
internal static class Handles
{
    public static Signal SignalOf(EventWaitHandle handle) => Act.Run.Model(handle, () => new Signal(handle, Probe(handle), handle is not ManualResetEvent));

    /// <summary>Whether the strand that asks now could go on. The answer is looked at on whatever thread.</summary>
    public static Func<bool> IsFree(WaitHandle handle)
    {
        var me = Act.Me;
        switch (handle)
        {
            case EventWaitHandle signal:
                var state = SignalOf(signal);
                return () => state.IsSet;
            case Mutex mutex:
                var gate = Exclusive.Of(mutex);
                return () => gate.IsFreeFor(me);
            default:
                throw Unknown(handle);
        }
    }

    /// <summary>Takes what is free, at once: nobody comes in between.</summary>
    public static void Take(WaitHandle handle)
    {
        if (handle is EventWaitHandle signal)
        {
            Act.Run.Acquire(signal);
            SignalOf(signal).Consume();
            return;
        }

        Act.Me.Undisturbed++;
        try
        {
            Mutexes.Enter((Mutex)handle, 0);
        }
        finally
        {
            Act.Me.Undisturbed--;
        }
    }

    public static bool Wait(WaitHandle handle, long milliseconds) => handle switch
    {
        EventWaitHandle signal => SignalOf(signal).Wait(milliseconds),
        Mutex mutex => Mutexes.Enter(mutex, milliseconds),
        _ => throw Unknown(handle),
    };

    private static bool Probe(EventWaitHandle handle)
    {
        var set = handle.WaitOne(0);
        if (set)
            handle.Set();
        return set;
    }

    private static Exception Unknown(WaitHandle handle)
    {
        Act.Run.Fail(Finding.Kinds.NotChecked, Act.Me, $"a wait for a {handle.GetType().Name}");
        return new InvalidOperationException();
    }
}
