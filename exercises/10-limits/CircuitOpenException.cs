namespace Camp.Limits;

/// <summary>A call was refused, and did not run, because the circuit is open or a probe is under way.</summary>
/// <param name="retryAfter">How long until a call can be the next probe; zero while a probe is under way.</param>
public sealed class CircuitOpenException(TimeSpan retryAfter)
    : Exception("The circuit is open: the service has failed again and again, and is left alone for a while.")
{
    /// <summary>How long until a call can be the next probe; zero while a probe is under way.</summary>
    public TimeSpan RetryAfter { get; } = retryAfter;
}
