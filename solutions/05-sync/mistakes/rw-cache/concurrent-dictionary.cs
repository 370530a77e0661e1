// Mistake: each call of a ConcurrentDictionary is safe, but a change of two entries is two calls: readers see it half done.
// Rejected by: RwCacheTests.A_writer_is_inside_alone
// Explored: failed
namespace Camp.Sync;

public sealed class RwCache<TKey, TValue> where TKey : notnull
{
    private readonly System.Collections.Concurrent.ConcurrentDictionary<TKey, TValue> _entries = new();

    public T Read<T>(Func<IReadOnlyDictionary<TKey, TValue>, T> look)
    {
        return look(_entries);
    }

    public void Write(Action<IDictionary<TKey, TValue>> change)
    {
        change(_entries);
    }

    public TValue GetOrAdd(TKey key, Func<TKey, TValue> create)
    {
        return _entries.GetOrAdd(key, create);
    }
}
