namespace Camp.Limits;

/// <summary>What a caller gets from a <see cref="IFallback{T}"/>.</summary>
/// <param name="Value">The value to work with.</param>
/// <param name="Source">Where it comes from.</param>
/// <param name="Error">The exception that made another value necessary; null for <see cref="Source.Live"/>.</param>
public sealed record Answer<T>(T Value, Source Source, Exception? Error);
