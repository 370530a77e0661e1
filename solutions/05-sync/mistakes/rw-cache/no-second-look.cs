// Mistake: check, then act: all who missed the key queue up for the write lock and each creates it again.
// Rejected by: RwCacheTests.Callers_that_miss_the_same_key_create_it_once
// Explored: failed
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
        Write(entries => entries[key] = value = create(key));
        return value!;
    }
}
