namespace Camp.Limits;

/// <summary>Says of each request whether it may pass now. Nobody waits; any number of threads may ask at once.</summary>
public interface ILimiter
{
    /// <summary>Lets one request through, and counts it; false when the limit is reached. A refusal costs nothing.</summary>
    bool TryTake();

    /// <summary>
    /// How long until <see cref="TryTake"/> succeeds if nobody else asks: the shortest such time, in whole ticks; zero
    /// when it would succeed now. Reading it takes nothing.
    /// </summary>
    TimeSpan RetryAfter { get; }

    /// <summary>
    /// How long until the limiter is as good as a new one if nobody asks: the shortest such time, in whole ticks; zero
    /// when it is. Reading it takes nothing.
    /// </summary>
    TimeSpan UntilFull { get; }
}
