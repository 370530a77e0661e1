// Mistake: readers come in whenever no writer is inside: an endless row of readers keeps the writer out for ever.
// Rejected by: RwCacheTests.Readers_that_come_later_wait_behind_a_waiting_writer
namespace Camp.Sync;

public sealed class RwCache<TKey, TValue> where TKey : notnull
{
    private readonly SemaphoreSlim _counting = new(1, 1);
    private readonly SemaphoreSlim _room = new(1, 1);
    private readonly Dictionary<TKey, TValue> _entries = [];
    private int _readers;

    public T Read<T>(Func<IReadOnlyDictionary<TKey, TValue>, T> look)
    {
        Count(+1);
        try
        {
            return look(_entries);
        }
        finally
        {
            Count(-1);
        }
    }

    public void Write(Action<IDictionary<TKey, TValue>> change)
    {
        _room.Wait();
        try
        {
            change(_entries);
        }
        finally
        {
            _room.Release();
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

    // The first reader takes the room for all, the last one gives it back.
    private void Count(int change)
    {
        _counting.Wait();
        var before = _readers;
        _readers += change;
        if (before == 0)
            _room.Wait();
        else if (_readers == 0)
            _room.Release();
        _counting.Release();
    }
}
