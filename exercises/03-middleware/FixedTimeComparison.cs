namespace Camp.Middleware;

/// <summary>
/// Says whether two byte sequences of one length are the same, in a time that does not depend on where they differ.
/// In production: <see cref="System.Security.Cryptography.CryptographicOperations.FixedTimeEquals"/>.
/// Go: <c>subtle.ConstantTimeCompare</c>.
/// </summary>
public delegate bool FixedTimeComparison(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right);
