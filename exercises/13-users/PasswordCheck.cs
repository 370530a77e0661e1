namespace Camp.Users;

/// <summary>What a check of a password found.</summary>
/// <param name="Matches">Whether it is the password.</param>
/// <param name="NewHash">The hash to store instead of the old one; null when the old one is good.</param>
public sealed record PasswordCheck(bool Matches, string? NewHash);
