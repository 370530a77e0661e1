namespace Camp.Data;

/// <summary>A row of the table products.</summary>
/// <param name="Version">One more with each change.</param>
public sealed record Product(long Id, string Name, long Cents, long Version);
