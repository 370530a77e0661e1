// Alternative: a Monitor and three numbers: readers inside, writer inside, writers waiting. What ReaderWriterLockSlim does, by hand.
namespace Camp.Sync;

public sealed class RwCache<TKey, TValue> where TKey : notnull
{
    private readonly object _gate = new();
    private readonly Dictionary<TKey, TValue> _entries = [];
    private int _readers;
    private int _waiting;
    private bool _writing;

    public T Read<T>(Func<IReadOnlyDictionary<TKey, TValue>, T> look)
    {
        lock (_gate)
        {
            while (_writing || _waiting > 0)
                Monitor.Wait(_gate);
            _readers++;
        }

        try
        {
            return look(_entries);
        }
        finally
        {
            lock (_gate)
            {
                _readers--;
                Monitor.PulseAll(_gate);
            }
        }
    }

    public void Write(Action<IDictionary<TKey, TValue>> change)
    {
        lock (_gate)
        {
            _waiting++;
            while (_writing || _readers > 0)
                Monitor.Wait(_gate);
            _waiting--;
            _writing = true;
        }

        try
        {
            change(_entries);
        }
        finally
        {
            lock (_gate)
            {
                _writing = false;
                Monitor.PulseAll(_gate);
            }
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
