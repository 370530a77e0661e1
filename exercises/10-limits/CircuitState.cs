namespace Camp.Limits;

/// <summary>The three states of a circuit breaker.</summary>
public enum CircuitState
{
    /// <summary>Calls pass; failures in a row are counted.</summary>
    Closed,

    /// <summary>Calls are refused at once, for a fixed time.</summary>
    Open,

    /// <summary>One call, the probe, tries whether the service is back; all others are refused.</summary>
    HalfOpen,
}
