namespace TrainingCamp.Races.Primitives;

[Replaces(typeof(ThreadPool), Harmless = "GetMinThreads GetMaxThreads GetAvailableThreads SetMinThreads SetMaxThreads get_ThreadCount")]
public static class ThreadPools
{
    public static bool QueueUserWorkItem(WaitCallback callBack) => Queue(() => callBack(null));

    public static bool QueueUserWorkItem(WaitCallback callBack, object? state) => Queue(() => callBack(state));

    public static bool QueueUserWorkItem<T>(Action<T> callBack, T state, bool preferLocal) => Queue(() => callBack(state));

    public static bool UnsafeQueueUserWorkItem(WaitCallback callBack, object? state) => Queue(() => callBack(state));

    public static bool UnsafeQueueUserWorkItem<T>(Action<T> callBack, T state, bool preferLocal) => Queue(() => callBack(state));

    public static bool UnsafeQueueUserWorkItem(IThreadPoolWorkItem callBack, bool preferLocal) => Queue(callBack.Execute);

    private static bool Queue(Action work)
    {
        var me = Act.Step("queues work", null);
        var context = ExecutionContext.Capture();
        me.Run.Spawn(me.Run.Names.Next("Pool work", me.At), () => Flow.In(context, work));
        return true;
    }
}
