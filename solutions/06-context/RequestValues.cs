using System.Collections.Immutable;
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
    // Flows inherit the reference. What they share must never change, so each Set makes a new dictionary.
    private readonly AsyncLocal<ImmutableDictionary<object, object?>?> _values = new();

    private ImmutableDictionary<object, object?> Values => _values.Value ?? ImmutableDictionary<object, object?>.Empty;

    /// <summary>Sets a value for the flow from here on.</summary>
    /// <returns>
    /// Dispose it in the same flow: then the flow sees again what it saw before, an outer value or none. Work that was started meanwhile keeps
    /// the value. Disposing again does nothing.
    /// </returns>
    public IDisposable Set<T>(RequestKey<T> key, T value)
    {
        var before = Values;
        _values.Value = before.SetItem(key, value);
        return new Restore(_values, before);
    }

    /// <summary>Asks for a value.</summary>
    /// <returns>Whether there is one.</returns>
    public bool TryGet<T>(RequestKey<T> key, [MaybeNullWhen(false)] out T value)
    {
        var found = Values.TryGetValue(key, out var stored);
        value = found ? (T)stored! : default;
        return found;
    }

    /// <summary>Asks for a value that has to be there.</summary>
    /// <exception cref="KeyNotFoundException">There is none; the message names the key.</exception>
    public T Get<T>(RequestKey<T> key) =>
        TryGet(key, out var value) ? value : throw new KeyNotFoundException($"There is no request value '{key}'. Set it at the start of the request.");

    private sealed class Restore(AsyncLocal<ImmutableDictionary<object, object?>?> values, ImmutableDictionary<object, object?> before) : IDisposable
    {
        private bool _done;

        public void Dispose()
        {
            if (!_done)
                values.Value = before;
            _done = true;
        }
    }
}
