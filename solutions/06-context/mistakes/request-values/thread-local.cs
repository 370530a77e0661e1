// Mistake: a value per thread: after an await another thread goes on without it, or with that of another request.
// Rejected by: RequestValuesTests.A_value_follows_calls_awaits_and_tasks_that_are_started
// Explored: failed
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Camp.Context;

public sealed class RequestValues
{
    // Flows inherit the reference. What they share must never change, so each Set makes a new dictionary.
    private readonly ThreadLocal<ImmutableDictionary<object, object?>?> _values = new();

    private ImmutableDictionary<object, object?> Values => _values.Value ?? ImmutableDictionary<object, object?>.Empty;

    public IDisposable Set<T>(RequestKey<T> key, T value)
    {
        var before = Values;
        _values.Value = before.SetItem(key, value);
        return new Restore(_values, before);
    }

    public bool TryGet<T>(RequestKey<T> key, [MaybeNullWhen(false)] out T value)
    {
        var found = Values.TryGetValue(key, out var stored);
        value = found ? (T)stored! : default;
        return found;
    }

    public T Get<T>(RequestKey<T> key) =>
        TryGet(key, out var value) ? value : throw new KeyNotFoundException($"There is no request value '{key}'. Set it at the start of the request.");

    private sealed class Restore(ThreadLocal<ImmutableDictionary<object, object?>?> values, ImmutableDictionary<object, object?> before) : IDisposable
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
