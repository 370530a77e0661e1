namespace Camp.Users;

/// <summary>What a service's tokens have in common.</summary>
/// <param name="Key">The secret that signs: 32 random bytes or more.</param>
/// <param name="Issuer">Who issues: the claim <c>iss</c>.</param>
/// <param name="Audience">For whom: the claim <c>aud</c>.</param>
/// <param name="Lifetime">From issue to expiry, in whole seconds.</param>
/// <param name="ClockSkew">How far the clocks of two machines may differ; zero or more.</param>
public sealed record TokenSettings(byte[] Key, string Issuer, string Audience, TimeSpan Lifetime, TimeSpan ClockSkew);
