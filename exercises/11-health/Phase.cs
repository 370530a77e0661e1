namespace Camp.Health;

/// <summary>Where a service is between its start and its end.</summary>
public enum Phase
{
    /// <summary>Not ready yet.</summary>
    Starting,

    /// <summary>Takes requests.</summary>
    Ready,

    /// <summary>Finishes what it has, and wants nothing more.</summary>
    Draining,
}
