namespace Camp.Predict;

/// <summary>A prediction that was given to somebody.</summary>
/// <param name="Region">Where the customer is.</param>
/// <param name="Customer">What the model was asked.</param>
/// <param name="Probability">What it said.</param>
public sealed record Served(string Region, Customer Customer, double Probability);
