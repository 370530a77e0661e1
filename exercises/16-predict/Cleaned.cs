namespace Camp.Predict;

/// <summary>A batch of rows after cleaning.</summary>
/// <param name="Customers">The rows that are good now, in their order.</param>
/// <param name="Anomalies">What was found on the way.</param>
public sealed record Cleaned(IReadOnlyList<Customer> Customers, Anomalies Anomalies);
