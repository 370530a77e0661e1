// Alternative: two SemaphoreSlim: everybody passes the turnstile, a writer stays in it until the readers before it have left.
namespace Camp.Sync;

public sealed class RwCache<TKey, TValue> where TKey : notnull
{
    private readonly SemaphoreSlim _turnstile = new(1, 1);
    private readonly SemaphoreSlim _empty = new(1, 1);
    private readonly Dictionary<TKey, TValue> _entries = [];
    private int _readers;

    public T Read<T>(Func<IReadOnlyDictionary<TKey, TValue>, T> look)
    {
        _turnstile.Wait();
        if (Interlocked.Increment(ref _readers) == 1)
            _empty.Wait();
        _turnstile.Release();
        try
        {
            return look(_entries);
        }
        finally
        {
            if (Interlocked.Decrement(ref _readers) == 0)
                _empty.Release();
        }
    }

    public void Write(Action<IDictionary<TKey, TValue>> change)
    {
        _turnstile.Wait();
        _empty.Wait();
        try
        {
            change(_entries);
        }
        finally
        {
            _empty.Release();
            _turnstile.Release();
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
