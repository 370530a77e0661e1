namespace Camp.Users;

/// <summary>What a refresh token was exchanged for.</summary>
/// <param name="UserId">Whose it is; the service makes a new access token for this user.</param>
/// <param name="Token">The refresh token to present the next time.</param>
public sealed record Renewed(long UserId, string Token);
