namespace Camp.Predict;

/// <summary>How requests went lately.</summary>
/// <param name="Count">How many there were.</param>
/// <param name="P95">The 95th percentile of their times; zero when there were none.</param>
/// <param name="ErrorRate">The share that failed, from 0 to 1; zero when there were none.</param>
public sealed record LatencyReport(int Count, TimeSpan P95, double ErrorRate);
