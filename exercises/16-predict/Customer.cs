namespace Camp.Predict;

/// <summary>What the model knows of a customer.</summary>
/// <param name="Age">In years.</param>
/// <param name="Usage">Hours a month.</param>
/// <param name="Tenure">Months since the contract began.</param>
public sealed record Customer(double Age, double Usage, double Tenure)
{
    /// <summary>The three numbers in the order of <see cref="Feature.All"/>.</summary>
    public double[] Values => [Age, Usage, Tenure];
}
