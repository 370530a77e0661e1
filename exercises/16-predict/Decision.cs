namespace Camp.Predict;

/// <summary>What follows from an A/B test.</summary>
public enum Decision
{
    /// <summary>Nothing yet: the difference may be chance.</summary>
    Continue,

    /// <summary>B is better: everybody gets it.</summary>
    RollOut,

    /// <summary>B is worse: everybody gets A.</summary>
    RollBack,
}
