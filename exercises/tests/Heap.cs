namespace Camp.Testing;

/// <summary>The memory that objects take.</summary>
public static class Heap
{
    /// <summary>
    /// The bytes of all objects that are still needed. GC.GetTotalMemory(true) is content with two readings that differ by less than 5 %,
    /// and may meet a collection in the background, which leaves what has died meanwhile: too coarse for a few bytes an item.
    /// </summary>
    public static long InUse()
    {
        // Twice: what a finalizer has held goes with the second.
        for (var collection = 0; collection < 2; collection++)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }

        return GC.GetTotalMemory(forceFullCollection: false);
    }
}
