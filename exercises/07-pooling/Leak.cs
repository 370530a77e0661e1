namespace Camp.Pooling;

/// <summary>A connection that somebody has had for too long.</summary>
/// <param name="Taker">Who took it.</param>
/// <param name="Held">For how long by now.</param>
public sealed record Leak(string Taker, TimeSpan Held);
