// Mistake: readers look without a lock while a writer changes the dictionary: half a change, or a dictionary broken for good.
// Rejected by: RwCacheTests.A_writer_is_inside_alone
// Explored: race
namespace Camp.Sync;

public sealed class RwCache<TKey, TValue> where TKey : notnull
{
    private readonly Lock _gate = new();
    private readonly Dictionary<TKey, TValue> _entries = [];

    public T Read<T>(Func<IReadOnlyDictionary<TKey, TValue>, T> look)
    {
        return look(_entries);
    }

    public void Write(Action<IDictionary<TKey, TValue>> change)
    {
        lock (_gate)
            change(_entries);
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
