// Alternative: a ConcurrentExclusiveSchedulerPair: readers are tasks on its concurrent side, writers on its exclusive side.
namespace Camp.Sync;

public sealed class RwCache<TKey, TValue> where TKey : notnull
{
    private readonly ConcurrentExclusiveSchedulerPair _gate = new(TaskScheduler.Default, int.MaxValue);
    private readonly Dictionary<TKey, TValue> _entries = [];

    public T Read<T>(Func<IReadOnlyDictionary<TKey, TValue>, T> look)
    {
        return Run(_gate.ConcurrentScheduler, () => look(_entries));
    }

    public void Write(Action<IDictionary<TKey, TValue>> change)
    {
        Run(_gate.ExclusiveScheduler, () =>
        {
            change(_entries);
            return true;
        });
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

    private static T Run<T>(TaskScheduler side, Func<T> work) => Task.Factory
        .StartNew(work, CancellationToken.None, TaskCreationOptions.DenyChildAttach, side).GetAwaiter().GetResult();
}
