namespace Camp.Server;

/// <summary>What travels through <see cref="JsonEcho"/>. It is given. All three members are needed; none may be null.</summary>
public sealed record Note
{
    public required string AuthorName { get; init; }
    public required string BodyText { get; init; }
    public required int StarCount { get; init; }
}
