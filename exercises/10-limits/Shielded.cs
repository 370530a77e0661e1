namespace Camp.Limits;

/// <summary>What a caller gets from a <see cref="Shield{T}"/>.</summary>
/// <param name="Verdict">What became of the request.</param>
/// <param name="Answer">The fallback's answer as it came; null for <see cref="Verdict.Limited"/>.</param>
/// <param name="RetryAfter">For the two refusals, how long to wait; else zero.</param>
public sealed record Shielded<T>(Verdict Verdict, Answer<T>? Answer, TimeSpan RetryAfter);
