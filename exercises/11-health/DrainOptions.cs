namespace Camp.Health;

/// <summary>
/// How long the steps of a shutdown may take. The host's own limit, HostOptions.ShutdownTimeout, counts from the signal: the grace is
/// a part of it, and <see cref="DeregisterLimit"/> comes after it.
/// </summary>
public sealed class DrainOptions
{
    /// <summary>
    /// How long to go on taking requests after saying "not ready", so that load balancers notice: zero or more, by default 5 s.
    /// </summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long the registry has for its answer: more than zero, by default 5 s.</summary>
    public TimeSpan DeregisterLimit { get; init; } = TimeSpan.FromSeconds(5);
}
