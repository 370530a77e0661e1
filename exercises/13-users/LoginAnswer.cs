namespace Camp.Users;

/// <summary>What a login answers.</summary>
public sealed record LoginAnswer(string Token);
