namespace TrainingCamp.Races.Primitives;

[Replaces(typeof(WaitHandle), Harmless = "Dispose Close")]
public static class WaitHandles
{
    public static bool WaitOne(WaitHandle handle) => Handles.Wait(handle, -1);

    public static bool WaitOne(WaitHandle handle, int millisecondsTimeout) => Handles.Wait(handle, millisecondsTimeout);

    public static bool WaitOne(WaitHandle handle, TimeSpan timeout) => Handles.Wait(handle, Act.Milliseconds(timeout));

    public static bool WaitAll(WaitHandle[] waitHandles) => WaitAll(waitHandles, -1);

    public static bool WaitAll(WaitHandle[] waitHandles, TimeSpan timeout) => WaitAll(waitHandles, (int)Act.Milliseconds(timeout));

    public static bool WaitAll(WaitHandle[] waitHandles, int millisecondsTimeout)
    {
        var free = Array.ConvertAll(waitHandles, Handles.IsFree);
        var all = Act.WaitFor(() => free.All(isFree => isFree()), "waits for all of", waitHandles, millisecondsTimeout);
        if (all)
            Array.ForEach(waitHandles, Handles.Take);
        return all;
    }

    public static int WaitAny(WaitHandle[] waitHandles) => WaitAny(waitHandles, -1);

    public static int WaitAny(WaitHandle[] waitHandles, TimeSpan timeout) => WaitAny(waitHandles, (int)Act.Milliseconds(timeout));

    public static int WaitAny(WaitHandle[] waitHandles, int millisecondsTimeout)
    {
        var free = Array.ConvertAll(waitHandles, Handles.IsFree);
        if (!Act.WaitFor(() => free.Any(isFree => isFree()), "waits for one of", waitHandles, millisecondsTimeout))
            return WaitHandle.WaitTimeout;
        var first = Array.FindIndex(free, isFree => isFree());
        Handles.Take(waitHandles[first]);
        return first;
    }
}
