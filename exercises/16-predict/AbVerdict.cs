namespace Camp.Predict;

/// <summary>The verdict of an A/B test, with its confidence interval.</summary>
/// <param name="Decision">What follows.</param>
/// <param name="Difference">B's success rate less A's.</param>
/// <param name="Low">The lower end of the 95 % confidence interval of the difference.</param>
/// <param name="High">Its upper end.</param>
public sealed record AbVerdict(Decision Decision, double Difference, double Low, double High);
