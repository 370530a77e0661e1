// Mistake: uses a ConcurrentDictionary, whose single steps are safe and whose two together are not.
// Rejected by: RegistryRaces.A_renewal_comes_as_the_instance_goes
// Explored: failed
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

    // Plain dictionary and lock: "live, so renew it" is two steps, which a ConcurrentDictionary would not make one.
    private readonly Lock _lock = new();
    private readonly System.Collections.Concurrent.ConcurrentDictionary<string, (Instance Instance, long Renewed)> _entries = new();

    /// <summary>An empty registry.</summary>
    public Registry(TimeProvider clock, TimeSpan lease)
    {
        _clock = clock;
        _lease = lease;
    }

    /// <summary>Enters an instance with a new lease, in place of the one of the same id if there is one.</summary>
    public void Register(Instance instance)
    {
        lock (_lock)
            _entries[instance.Id] = (instance, _clock.GetTimestamp());
    }

    /// <summary>Gives a live instance a new lease.</summary>
    /// <returns>False when there is no live instance of this id: it has to register again.</returns>
    public bool Renew(string id)
    {
        if (!_entries.TryGetValue(id, out var entry) || !IsLive(entry.Renewed))
            return false;
        _entries[id] = (entry.Instance, _clock.GetTimestamp());
        return true;
    }

    /// <summary>Takes an instance out.</summary>
    /// <returns>Whether it was live. Of several callers at once, one gets true.</returns>
    public bool Deregister(string id)
    {
        lock (_lock)
            return _entries.TryRemove(id, out var entry) && IsLive(entry.Renewed);
    }

    /// <summary>The live instances of a service, by id (ordinal). What happens later does not change the list.</summary>
    public IReadOnlyList<Instance> Live(string service)
    {
        lock (_lock)
        {
            // Those that died without a word leave here, or the dictionary would grow with every restart.
            foreach (var (id, entry) in _entries)
            {
                if (!IsLive(entry.Renewed))
                    _entries.TryRemove(id, out _);
            }

            return [.. _entries.Values.Select(entry => entry.Instance).Where(instance => instance.Service == service).OrderBy(instance => instance.Id, StringComparer.Ordinal)];
        }
    }

    private bool IsLive(long renewed) => _clock.GetElapsedTime(renewed) < _lease;
}
