namespace Camp.Predict;

/// <summary>The two models of an A/B test.</summary>
public enum Variant
{
    /// <summary>The model that is in use.</summary>
    A,

    /// <summary>The new one.</summary>
    B,
}
