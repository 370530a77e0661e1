namespace Camp.Sync;

/// <summary>A dictionary in memory that is read often and changed seldom. Go: a <c>map</c> beside a <c>sync.RWMutex</c>.</summary>
/// <remarks>
/// <para>Any number of readers are inside together; a writer is inside alone, so it may even edit a value in place.</para>
/// <para>While a writer waits, readers that come later wait behind it: readers without end never starve a writer.</para>
/// <para>A callback runs exactly once, and its exception goes to the caller. What a change did before it threw stays.</para>
/// <para>Every cache stands alone. A callback must not use its own cache again (a Go RWMutex deadlocks there, too), and must
/// not keep the dictionary that it was given.</para>
/// </remarks>
public sealed class RwCache<TKey, TValue> where TKey : notnull
{
    // TODO 1: a dictionary, and a ReaderWriterLockSlim to guard it.

    /// <summary>Returns what <paramref name="look"/> finds, as one of many readers.</summary>
    // TODO 2: enter as a reader, look, and leave in a finally block.
    public T Read<T>(Func<IReadOnlyDictionary<TKey, TValue>, T> look) =>
        throw new NotImplementedException("RwCache.Read: look while holding the read lock.");

    /// <summary>Lets <paramref name="change"/> add, replace and remove entries, with nobody else inside.</summary>
    // TODO 3: the same as a writer.
    public void Write(Action<IDictionary<TKey, TValue>> change) =>
        throw new NotImplementedException("RwCache.Write: change while holding the write lock.");

    /// <summary>Returns the value of <paramref name="key"/>; a missing one is created, stored and returned.</summary>
    /// <remarks>
    /// A value that is there is found as a reader, beside other readers. <paramref name="create"/> runs as a writer, alone,
    /// and however many callers miss the same key at once, one of them creates it. If it throws, the key stays missing.
    /// </remarks>
    // TODO 4: try as a reader; on a miss enter as a writer and look again, since another writer may have been faster.
    public TValue GetOrAdd(TKey key, Func<TKey, TValue> create) =>
        throw new NotImplementedException("RwCache.GetOrAdd: read, then look again as a writer and create.");
}
