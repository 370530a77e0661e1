namespace Camp.Limits;

/// <summary>What became of a request behind a shield.</summary>
public enum Verdict
{
    /// <summary>The call has answered.</summary>
    Answered,

    /// <summary>Refused by the limiter: the caller asks too often. HTTP says 429.</summary>
    Limited,

    /// <summary>Refused by the breaker: the service is left alone. The value is the fallback's.</summary>
    CircuitOpen,

    /// <summary>The call ran and failed. The value is the fallback's.</summary>
    Failed,
}
