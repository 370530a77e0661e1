// Mistake: a change under the read lock: writers stay out of nobody and meet each other.
// Rejected by: RwCacheTests.A_writer_is_inside_alone
// Explored: race
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
        _gate.EnterReadLock();
        try
        {
            change(_entries);
        }
        finally
        {
            _gate.ExitReadLock();
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
