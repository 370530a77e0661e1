namespace Camp.Service.Auth;

/// <summary>What a login needs to know of a user.</summary>
internal sealed record Credentials(long UserId, string Hash);
