namespace Camp.Routing;

/// <summary>What a client sends for a new or changed user. It is given. A member that is missing is null.</summary>
public sealed record UserInput(string? Name, string? Email);
