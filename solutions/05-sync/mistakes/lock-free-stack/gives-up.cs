// Mistake: calls the stack empty when another thread was faster: callers stop although there is work left.
// Rejected by: LockFreeStackRaces.Two_pop_at_once
// Explored: failed
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
    private Node? _top;

    /// <summary>Puts an item on top. Never blocks.</summary>
    public void Push(T item)
    {
        var node = new Node(item);

        // Each attempt starts from the top as it is now. A lost attempt means that another thread got on.
        do
            node.Below = Volatile.Read(ref _top);
        while (Interlocked.CompareExchange(ref _top, node, node.Below) != node.Below);
    }

    /// <summary>Takes the item on top. Never blocks.</summary>
    /// <param name="item">The item, or <c>default</c> when the stack is empty.</param>
    /// <returns>false when the stack is empty, and only then: losing a race against another thread is no reason.</returns>
    public bool TryPop([MaybeNullWhen(false)] out T item)
    {
        if (Volatile.Read(ref _top) is { } top && Interlocked.CompareExchange(ref _top, top.Below, top) == top)
        {
            item = top.Item;
            return true;
        }

        item = default;
        return false;
    }

    private sealed class Node(T item)
    {
        public readonly T Item = item;
        public Node? Below;
    }
}
