namespace Camp.Health;

/// <summary>The phase of the whole service: one object that probes read and the shutdown writes.</summary>
public sealed class ServiceState
{
    private volatile Phase _phase = Phase.Starting;

    /// <summary>What holds now; every thread sees the last value that was set.</summary>
    public Phase Phase
    {
        get => _phase;
        set => _phase = value;
    }
}
