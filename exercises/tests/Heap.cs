namespace Camp.Testing;

/// <summary>The memory that objects take.</summary>
public static class Heap
{
    /// <summary>
    /// The bytes of all objects that are still needed, as the last full collection has counted them. GC.GetTotalMemory is too coarse for a few
    /// bytes an item: it is content with two readings that differ by less than 5 %, and where a collection leaves a gap before a pinned object
    /// it takes that gap off twice: 1.5 MB were missing of 2.7.
    /// </summary>
    public static long InUse()
    {
        // Twice: what a finalizer has held goes with the second.
        for (var collection = 0; collection < 2; collection++)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }

        var heap = GC.GetGCMemoryInfo(GCKind.FullBlocking);
        return heap.HeapSizeBytes - heap.FragmentedBytes;
    }
}
