using System.Diagnostics.CodeAnalysis;

namespace Camp.Context;

/// <summary>
/// Values that follow a request through every call and every await, without being a parameter: its id, its user.
/// Go: <c>context.WithValue</c> and <c>ctx.Value</c>.
/// </summary>
/// <remarks>
/// <para>A value is seen by what runs after <see cref="Set"/> in the same flow, by what that calls and awaits, and by work that is started
/// there. Parallel flows do not see what one of them sets, even if they were started from one flow with values.</para>
/// <para>Different keys do not meet, even of one name and type. Every object of this class stands alone. null is a value.</para>
/// </remarks>
public sealed class RequestValues
{
    // TODO 1: an AsyncLocal of an immutable dictionary. A mutable one would be shared by all flows that inherit it.

    /// <summary>Sets a value for the flow from here on.</summary>
    /// <returns>
    /// Dispose it in the same flow: then the flow sees again what it saw before, an outer value or none. Work that was started meanwhile keeps
    /// the value. Disposing again does nothing.
    /// </returns>
    // TODO 2: put a new dictionary in place of the old one, and keep the old one for Dispose.
    public IDisposable Set<T>(RequestKey<T> key, T value) =>
        throw new NotImplementedException("RequestValues.Set: set the value for this flow.");

    /// <summary>Asks for a value.</summary>
    /// <returns>Whether there is one.</returns>
    // TODO 3: look the key up.
    public bool TryGet<T>(RequestKey<T> key, [MaybeNullWhen(false)] out T value) =>
        throw new NotImplementedException("RequestValues.TryGet: look the key up.");

    /// <summary>Asks for a value that has to be there.</summary>
    /// <exception cref="KeyNotFoundException">There is none; the message names the key.</exception>
    // TODO 4: the same, with an exception.
    public T Get<T>(RequestKey<T> key) => throw new NotImplementedException("RequestValues.Get: look the key up, or throw.");
}
