// Mistake: created before the write lock is taken: a stampede runs the same query once per caller and throws the rest away.
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
        var made = create(key);
        Write(entries =>
        {
            if (!entries.TryGetValue(key, out value))
                entries[key] = value = made;
        });
        return value!;
    }
}
