namespace Camp.Pooling;

/// <summary>The settings of a <see cref="ConnectionPool"/>.</summary>
public sealed record PoolSettings
{
    /// <summary>As many connections at most, at least 1.</summary>
    public int Maximum { get; init; } = 20;

    /// <summary>As many ready for the next burst, from 0 to <see cref="Maximum"/>.</summary>
    public int MinimumIdle { get; init; } = 5;

    /// <summary>How long a caller waits for a connection.</summary>
    public TimeSpan AcquireTimeout { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>After this time without use a connection is closed, unless it belongs to the minimum.</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>No connection is used at a greater age. A little less than what the server or a proxy allows.</summary>
    public TimeSpan MaximumLifetime { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>After this time a connection that was not given back is reported.</summary>
    public TimeSpan LeakThreshold { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long the check of a connection may take.</summary>
    public TimeSpan CheckTimeout { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long the pool leaves a server alone that could not be reached to fill it up.</summary>
    public TimeSpan Rest { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How often the pool looks for connections to close.</summary>
    public TimeSpan SweepEvery { get; init; } = TimeSpan.FromSeconds(30);
}
