// Alternative: a list of immutable nodes; the newest node of a key counts.
using System.Diagnostics.CodeAnalysis;

namespace Camp.Context;

public sealed class RequestValues
{
    // Flows inherit the reference. What they share must never change, so each Set makes a new dictionary.
    private readonly AsyncLocal<Node?> _values = new();

    private sealed record Node(object Key, object? Value, Node? Outer);

    public IDisposable Set<T>(RequestKey<T> key, T value)
    {
        var before = _values.Value;
        _values.Value = new Node(key, value, before);
        return new Restore(_values, before);
    }

    public bool TryGet<T>(RequestKey<T> key, [MaybeNullWhen(false)] out T value)
    {
        var node = _values.Value;
        while (node is not null && !ReferenceEquals(node.Key, key))
            node = node.Outer;
        value = node is null ? default : (T)node.Value!;
        return node is not null;
    }

    public T Get<T>(RequestKey<T> key) =>
        TryGet(key, out var value) ? value : throw new KeyNotFoundException($"There is no request value '{key}'. Set it at the start of the request.");

    private sealed class Restore(AsyncLocal<Node?> values, Node? before) : IDisposable
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
