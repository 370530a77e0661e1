namespace Camp.Routing;

/// <summary>What a client sends for a new book. It is given. A title that is missing is null.</summary>
public sealed record BookInput(string? Title);
