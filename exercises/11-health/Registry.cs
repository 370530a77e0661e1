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

    // TODO 1: a field for the instances with the ends of their leases.

    /// <summary>An empty registry.</summary>
    public Registry(TimeProvider clock, TimeSpan lease)
    {
        _clock = clock;
        _lease = lease;
    }

    /// <summary>Enters an instance with a new lease, in place of the one of the same id if there is one.</summary>
    // TODO 2: keep it, with the timestamp.
    public void Register(Instance instance) =>
        throw new NotImplementedException("Registry.Register: keep the instance, with a new lease.");

    /// <summary>Gives a live instance a new lease.</summary>
    /// <returns>False when there is no live instance of this id: it has to register again.</returns>
    // TODO 3: look and write in one step.
    public bool Renew(string id) =>
        throw new NotImplementedException("Registry.Renew: give a live instance a new lease.");

    /// <summary>Takes an instance out.</summary>
    /// <returns>Whether it was live. Of several callers at once, one gets true.</returns>
    // TODO 4: take it out, and say whether its lease was still running.
    public bool Deregister(string id) =>
        throw new NotImplementedException("Registry.Deregister: take the instance out.");

    /// <summary>The live instances of a service, by id (ordinal). What happens later does not change the list.</summary>
    // TODO 5: choose, sort, copy.
    public IReadOnlyList<Instance> Live(string service) =>
        throw new NotImplementedException("Registry.Live: list the live instances of the service.");
}
