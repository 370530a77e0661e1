// Alternative: a ConcurrentDictionary whose TryUpdate and pair-wise TryRemove notice what came in between.
namespace Camp.Health;

/// <summary>Which instances of which service are there, by leases: who does not renew in time counts as gone.</summary>
/// <remarks>
/// An instance is live from <see cref="Register"/> on, until it is deregistered or its lease is over: a lease later, counted from the last
/// Register or successful Renew by the clock's timestamps. At that very moment it is over.
/// Ids and names are compared letter by letter, upper and lower case apart.
/// All of it may be called by many threads at the same time, and each call happens as a whole: a Renew that meets a Deregister never brings the
/// instance back.
/// </remarks>
public sealed class Registry
{
    private readonly TimeProvider _clock;
    private readonly TimeSpan _lease;

    private readonly System.Collections.Concurrent.ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    /// <summary>An empty registry.</summary>
    public Registry(TimeProvider clock, TimeSpan lease)
    {
        _clock = clock;
        _lease = lease;
    }

    /// <summary>Enters an instance with a new lease, in place of the one of the same id if there is one.</summary>
    public void Register(Instance instance)
    {
        _entries[instance.Id] = new Entry(instance, _clock.GetTimestamp());
    }

    /// <summary>Gives a live instance a new lease.</summary>
    /// <returns>False when there is no live instance of this id: it has to register again.</returns>
    public bool Renew(string id)
    {
        while (_entries.TryGetValue(id, out var entry) && IsLive(entry.Renewed))
        {
            if (_entries.TryUpdate(id, new Entry(entry.Instance, _clock.GetTimestamp()), entry))
                return true;
        }

        return false;
    }

    /// <summary>Takes an instance out.</summary>
    /// <returns>Whether it was live. Of several callers at once, one gets true.</returns>
    public bool Deregister(string id)
    {
        return _entries.TryRemove(id, out var entry) && IsLive(entry.Renewed);
    }

    /// <summary>The live instances of a service, by id (ordinal). What happens later does not change the list.</summary>
    public IReadOnlyList<Instance> Live(string service)
    {
        foreach (var pair in _entries)
        {
            if (!IsLive(pair.Value.Renewed))
                _entries.TryRemove(pair);
        }

        return [.. _entries.Values.Where(entry => IsLive(entry.Renewed)).Select(entry => entry.Instance).Where(instance => instance.Service == service).OrderBy(instance => instance.Id, StringComparer.Ordinal)];
    }

    // A class, compared by reference: no two entries are equal.
    private sealed class Entry(Instance instance, long renewed)
    {
        public Instance Instance => instance;
        public long Renewed => renewed;
    }

    private bool IsLive(long renewed) => _clock.GetElapsedTime(renewed) < _lease;
}
