namespace Camp.Metrics;

/// <summary>What a histogram has counted.</summary>
/// <param name="Bounds">Upper bounds of the buckets, inclusive, ascending, without the last one, which is infinite.</param>
/// <param name="Counts">
/// For each bucket how many observations fell into it <i>alone</i> (not cumulative); one more than there are bounds, since
/// the last is for what is above all of them.
/// </param>
/// <param name="Sum">Of all observations.</param>
public sealed record Distribution(IReadOnlyList<double> Bounds, IReadOnlyList<long> Counts, double Sum);
