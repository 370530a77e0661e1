namespace Camp.Service.Auth;

/// <summary>A bearer token and the moment (UTC) from which it is refused.</summary>
internal sealed record IssuedToken(string Token, DateTimeOffset ExpiresAt);
