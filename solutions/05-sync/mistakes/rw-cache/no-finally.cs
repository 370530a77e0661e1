// Mistake: a lookup that throws keeps its read lock: every later writer waits for ever.
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
        var found = look(_entries);
        _gate.ExitReadLock();
        return found;
    }

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
