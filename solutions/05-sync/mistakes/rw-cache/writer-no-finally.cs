// Mistake: a change that throws keeps the write lock: nobody comes in again.
// Rejected by: RwCacheTests.A_callback_that_throws_leaves_the_lock_free
// Explored: deadlock
namespace Camp.Sync;

public sealed class RwCache<TKey, TValue> where TKey : notnull
{
    private readonly ReaderWriterLockSlim _gate = new();
    private readonly Dictionary<TKey, TValue> _entries = [];

    public T Read<T>(Func<IReadOnlyDictionary<TKey, TValue>, T> look)
    {
        _gate.EnterReadLock();
        try
        {
            return look(_entries);
        }
        finally
        {
            _gate.ExitReadLock();
        }
    }

    public void Write(Action<IDictionary<TKey, TValue>> change)
    {
        _gate.EnterWriteLock();
        change(_entries);
        _gate.ExitWriteLock();
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
