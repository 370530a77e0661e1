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
    // NoRecursion is the default and is kept: a callback that comes back gets a LockRecursionException, not a deadlock.
    private readonly ReaderWriterLockSlim _gate = new();
    private readonly Dictionary<TKey, TValue> _entries = [];

    /// <summary>Returns what <paramref name="look"/> finds, as one of many readers.</summary>
    public T Read<T>(Func<IReadOnlyDictionary<TKey, TValue>, T> look)
    {
        _gate.EnterReadLock();
        try
        {
            return look(_entries);
        }
        finally
        {
            // A lock that a failed reader kept would shut out every writer from now on.
            _gate.ExitReadLock();
        }
    }

    /// <summary>Lets <paramref name="change"/> add, replace and remove entries, with nobody else inside.</summary>
    public void Write(Action<IDictionary<TKey, TValue>> change)
    {
        _gate.EnterWriteLock();
        try
        {
            change(_entries);
        }
        finally
        {
            _gate.ExitWriteLock();
        }
    }

    /// <summary>Returns the value of <paramref name="key"/>; a missing one is created, stored and returned.</summary>
    /// <remarks>
    /// A value that is there is found as a reader, beside other readers. <paramref name="create"/> runs as a writer, alone,
    /// and however many callers miss the same key at once, one of them creates it. If it throws, the key stays missing.
    /// </remarks>
    public TValue GetOrAdd(TKey key, Func<TKey, TValue> create)
    {
        var (found, value) = Read(entries => (entries.TryGetValue(key, out var there), there));
        if (found)
            return value!;

        // Between the two locks anybody may have written: what was missing a moment ago must be looked up again.
        Write(entries =>
        {
            if (!entries.TryGetValue(key, out value))
                entries[key] = value = create(key);
        });
        return value!;
    }
}
