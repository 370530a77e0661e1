namespace Camp.Data;

/// <summary>What a client wants a product to be.</summary>
/// <param name="Version">The version that the client has seen.</param>
public sealed record ProductChange(string? Name, long? Cents, long? Version);
