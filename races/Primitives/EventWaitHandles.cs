namespace TrainingCamp.Races.Primitives;

[Replaces(typeof(EventWaitHandle), Harmless = "Dispose Close")]
public static class EventWaitHandles
{
    public static EventWaitHandle New(bool initialState, EventResetMode mode)
    {
        var handle = new EventWaitHandle(initialState, mode);
        Act.Run.SetModel(handle, new Signal(handle, initialState, mode == EventResetMode.AutoReset));
        return handle;
    }

    public static bool Set(EventWaitHandle handle)
    {
        Handles.SignalOf(handle).Set();
        return true;
    }

    public static bool Reset(EventWaitHandle handle)
    {
        Handles.SignalOf(handle).Reset();
        return true;
    }
}

[Replaces(typeof(AutoResetEvent), Harmless = ".ctor")]
public static class AutoResetEvents;

[Replaces(typeof(ManualResetEvent), Harmless = ".ctor")]
public static class ManualResetEvents;
