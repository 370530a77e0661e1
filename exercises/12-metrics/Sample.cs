namespace Camp.Metrics;

/// <summary>One series of a family at this moment.</summary>
/// <param name="Labels">Names and values, in any order; values may hold any character.</param>
/// <param name="Value">Of a counter or gauge; of no meaning for a histogram.</param>
/// <param name="Distribution">Of a histogram; else null.</param>
public sealed record Sample(IReadOnlyDictionary<string, string> Labels, double Value, Distribution? Distribution = null);
