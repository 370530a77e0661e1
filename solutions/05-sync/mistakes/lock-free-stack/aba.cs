// Mistake: keeps popped nodes on a second lock-free stack: both stacks suffer from ABA, and items are lost or handed out twice.
// Rejected by: LockFreeStackRaces.Two_pop_at_once
// Explored: race
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
    private Node? _free;

    /// <summary>Puts an item on top. Never blocks.</summary>
    public void Push(T item)
    {
        var node = Unlinked(ref _free) ?? new Node();
        node.Item = item;

        Link(ref _top, node);
    }

    /// <summary>Takes the item on top. Never blocks.</summary>
    /// <param name="item">The item, or <c>default</c> when the stack is empty.</param>
    /// <returns>false when the stack is empty, and only then: losing a race against another thread is no reason.</returns>
    public bool TryPop([MaybeNullWhen(false)] out T item)
    {
        if (Unlinked(ref _top) is { } node)
        {
            item = node.Item;
            Link(ref _free, node);
            return true;
        }

        item = default;
        return false;
    }

    private static void Link(ref Node? top, Node node)
    {
        do
            node.Below = Volatile.Read(ref top);
        while (Interlocked.CompareExchange(ref top, node, node.Below) != node.Below);
    }

    private static Node? Unlinked(ref Node? top)
    {
        while (Volatile.Read(ref top) is { } node)
        {
            if (Interlocked.CompareExchange(ref top, node.Below, node) == node)
                return node;
        }

        return null;
    }

    private sealed class Node
    {
        public T Item = default!;
        public Node? Below;
    }
}
