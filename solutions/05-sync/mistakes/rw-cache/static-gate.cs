// Mistake: the lock is static: a long write in one cache holds up all caches with the same types.
// Rejected by: RwCacheTests.Two_caches_stand_apart
namespace Camp.Sync;

public sealed class RwCache<TKey, TValue> where TKey : notnull
{
    private static readonly ReaderWriterLockSlim Gate = new(LockRecursionPolicy.SupportsRecursion);
    private readonly Dictionary<TKey, TValue> _entries = [];

    public T Read<T>(Func<IReadOnlyDictionary<TKey, TValue>, T> look)
    {
        Gate.EnterReadLock();
        try
        {
            return look(_entries);
        }
        finally
        {
            Gate.ExitReadLock();
        }
    }

    public void Write(Action<IDictionary<TKey, TValue>> change)
    {
        Gate.EnterWriteLock();
        try
        {
            change(_entries);
        }
        finally
        {
            Gate.ExitWriteLock();
        }
    }

    public TValue GetOrAdd(TKey key, Func<TKey, TValue> create)
    {
        var (found, value) = Read(entries => (entries.TryGetValue(key, out var there), there));
        if (found)
            return value!;
        Write(entries =>
        {
            if (!entries.TryGetValue(key, out value))
                entries[key] = value = create(key);
        });
        return value!;
    }
}
