namespace Camp.Memory.Tests;

/// <summary>Counts what a piece of work allocates on its thread: the runtime's own count, exact to the byte.</summary>
public static class Allocated
{
    /// <returns>Bytes in so many runs, after some that do not count: first uses fill caches.</returns>
    public static long By(Action work, int runs = 100)
    {
        for (var i = 0; i < 20; i++)
            work();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < runs; i++)
            work();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
