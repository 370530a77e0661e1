namespace Camp.Limits;

/// <summary>Where an answer comes from.</summary>
public enum Source
{
    /// <summary>The call has answered.</summary>
    Live,

    /// <summary>The call has failed; the value is that of an earlier call.</summary>
    LastGood,

    /// <summary>The call has failed, and there is no earlier value that is young enough.</summary>
    Default,
}
