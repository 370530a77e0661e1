// Mistake: flows share a holder that Dispose empties: work that was started loses its values in the middle.
// Rejected by: RequestValuesTests.Work_that_was_started_keeps_its_values
// Explored: race
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Camp.Context;

public sealed class RequestValues
{
    // Flows inherit the reference. What they share must never change, so each Set makes a new dictionary.
    private readonly AsyncLocal<ImmutableDictionary<object, object?>?> _values = new();

    private ImmutableDictionary<object, object?> Values => _values.Value ?? ImmutableDictionary<object, object?>.Empty;

    public IDisposable Set<T>(RequestKey<T> key, T value)
    {
        var before = Values;
        _values.Value = before.SetItem(key, new object?[] { value });
        return new Restore(_values, before, (object?[])Values[key]!, this);
    }

    public bool TryGet<T>(RequestKey<T> key, [MaybeNullWhen(false)] out T value)
    {
        var found = Values.TryGetValue(key, out var stored) && ((object?[])stored!).Length > 0 && !ReferenceEquals(((object?[])stored!)[0], this);
        value = found ? (T)((object?[])stored!)[0]! : default;
        return found;
    }

    public T Get<T>(RequestKey<T> key) =>
        TryGet(key, out var value) ? value : throw new KeyNotFoundException($"There is no request value '{key}'. Set it at the start of the request.");

    private sealed class Restore(AsyncLocal<ImmutableDictionary<object, object?>?> values, ImmutableDictionary<object, object?> before, object?[] holder, object mark) : IDisposable
    {
        private bool _done;

        public void Dispose()
        {
            if (!_done)
                values.Value = before;
            _done = true;
            holder[0] = mark;
        }
    }
}
