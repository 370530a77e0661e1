// Alternative: nodes are used again, and a new handle for each change keeps one state of the top apart from a later one (no ABA).
using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Camp.Sync;

/// <summary>
/// A last-in, first-out stack without a lock: every change is one compare-and-swap of the top. Go: <c>atomic.Pointer[node]</c>.
/// </summary>
/// <remarks>
/// Any number of threads may push and pop at once; no item is lost and none is handed out twice. Every stack stands alone.
/// <c>null</c> is an item like any other. What has been popped leaves no node behind: an empty stack that has held a million
/// items keeps no memory for each of them. Tests see only what a stack does, so a lock would pass them: the title is up to you.
/// </remarks>
public sealed class LockFreeStack<T>
{
    private readonly ConcurrentBag<Node> _free = [];
    private Handle _top = new(null);

    /// <summary>Puts an item on top. Never blocks.</summary>
    public void Push(T item)
    {
        if (!_free.TryTake(out var node))
            node = new Node();
        Volatile.Write(ref node.Item, item);
        Handle top;
        do
        {
            top = Volatile.Read(ref _top);
            Volatile.Write(ref node.Below, top.Node);
        }
        while (Interlocked.CompareExchange(ref _top, new Handle(node), top) != top);
    }

    /// <summary>Takes the item on top. Never blocks.</summary>
    /// <param name="item">The item, or <c>default</c> when the stack is empty.</param>
    /// <returns>false when the stack is empty, and only then: losing a race against another thread is no reason.</returns>
    public bool TryPop([MaybeNullWhen(false)] out T item)
    {
        while (true)
        {
            var top = Volatile.Read(ref _top);
            item = default;
            if (top.Node is not { } node)
                return false;

            // Both may belong to a later use of the node; then the handle is no longer on top, and they are thrown away.
            item = (T)Volatile.Read(ref node.Item)!;
            var below = Volatile.Read(ref node.Below);
            if (Interlocked.CompareExchange(ref _top, new Handle(below), top) != top)
                continue;
            Volatile.Write(ref node.Below, null);
            if (_free.Count < 64)
                _free.Add(node);
            return true;
        }
    }

    private sealed class Handle(Node? node)
    {
        public readonly Node? Node = node;
    }

    private sealed class Node
    {
        public object? Item;
        public Node? Below;
    }
}
