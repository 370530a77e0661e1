namespace Camp.Users;

/// <summary>The body of a login.</summary>
public sealed record LoginRequest(string? Email, string? Password);
