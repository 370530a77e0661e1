namespace Camp.Data;

/// <summary>A row of the table users.</summary>
public sealed record User(long Id, string Email, string Name);
