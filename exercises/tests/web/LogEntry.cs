namespace Camp.Testing;

/// <summary>One log entry: <c>Properties</c> are its own, <c>Scope</c> those of the scopes around it.</summary>
public sealed record LogEntry(
    LogLevel Level,
    string Message,
    IReadOnlyDictionary<string, object?> Properties,
    IReadOnlyDictionary<string, object?> Scope,
    Exception? Exception)
{
    /// <summary>A property of its own; null when there is none of that name.</summary>
    public object? this[string name] => Properties.GetValueOrDefault(name);
}
