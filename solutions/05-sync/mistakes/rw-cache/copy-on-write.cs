// Mistake: readers keep the old copy while the writer changes a new one, but values edited in place are in both.
// Rejected by: RwCacheRaces.A_value_is_edited_in_place
// Explored: race
namespace Camp.Sync;

public sealed class RwCache<TKey, TValue> where TKey : notnull
{
    private readonly Lock _gate = new();
    private Dictionary<TKey, TValue> _entries = [];

    public T Read<T>(Func<IReadOnlyDictionary<TKey, TValue>, T> look)
    {
        return look(Volatile.Read(ref _entries));
    }

    public void Write(Action<IDictionary<TKey, TValue>> change)
    {
        lock (_gate)
        {
            var copy = new Dictionary<TKey, TValue>(_entries);
            change(copy);
            Volatile.Write(ref _entries, copy);
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
