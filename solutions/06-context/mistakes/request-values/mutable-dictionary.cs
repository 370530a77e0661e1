// Mistake: an AsyncLocal of a dictionary that is changed in place: flows that inherit it write into each other's requests.
// Rejected by: RequestValuesTests.Parallel_flows_are_apart
// Explored: race
using System.Diagnostics.CodeAnalysis;

namespace Camp.Context;

public sealed class RequestValues
{
    // Flows inherit the reference. What they share must never change, so each Set makes a new dictionary.
    private readonly AsyncLocal<Dictionary<object, object?>?> _values = new();

    private Dictionary<object, object?> Values => _values.Value ??= [];

    public IDisposable Set<T>(RequestKey<T> key, T value)
    {
        var before = new Dictionary<object, object?>(Values);
        Values[key] = value;
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

    private sealed class Restore(AsyncLocal<Dictionary<object, object?>?> values, Dictionary<object, object?> before) : IDisposable
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
