// Mistake: a stored null is taken for a miss: what is known to be missing is created again and again.
// Rejected by: RwCacheTests.A_value_that_is_there_is_found_beside_a_reader
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
        var value = Read(entries => entries.GetValueOrDefault(key));
        if (value is not null)
            return value;
        Write(entries => entries[key] = value = create(key));
        return value!;
    }
}
