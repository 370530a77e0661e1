namespace Camp.Service.Auth;

/// <summary>The body of a login.</summary>
internal sealed record LoginRequest(string? Email, string? Password);
