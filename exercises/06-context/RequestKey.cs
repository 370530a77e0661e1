namespace Camp.Context;

/// <summary>The key of a request value. It carries the type of the value; two keys are never the same, whatever their names.</summary>
/// <param name="name">For people: shown in messages.</param>
/// <typeparam name="T">The type of the value.</typeparam>
public sealed class RequestKey<T>(string name)
{
    /// <inheritdoc/>
    public override string ToString() => name;
}
