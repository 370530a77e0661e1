// Mistake: a plain field: the next request overwrites the values of this one.
// Rejected by: RequestValuesTests.Parallel_flows_are_apart
// Explored: failed
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Camp.Context;

public sealed class RequestValues
{
    // Flows inherit the reference. What they share must never change, so each Set makes a new dictionary.
    private volatile ImmutableDictionary<object, object?>? _values;

    private ImmutableDictionary<object, object?> Values => _values ?? ImmutableDictionary<object, object?>.Empty;

    public IDisposable Set<T>(RequestKey<T> key, T value)
    {
        var before = Values;
        _values = before.SetItem(key, value);
        return new Restore(this, before);
    }

    public bool TryGet<T>(RequestKey<T> key, [MaybeNullWhen(false)] out T value)
    {
        var found = Values.TryGetValue(key, out var stored);
        value = found ? (T)stored! : default;
        return found;
    }

    public T Get<T>(RequestKey<T> key) =>
        TryGet(key, out var value) ? value : throw new KeyNotFoundException($"There is no request value '{key}'. Set it at the start of the request.");

    private sealed class Restore(RequestValues values, ImmutableDictionary<object, object?> before) : IDisposable
    {
        private bool _done;

        public void Dispose()
        {
            if (!_done)
                values._values = before;
            _done = true;
        }
    }
}
