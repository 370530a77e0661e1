// Mistake: reads the node below once, before the loop: after a lost race it swaps in a stale one, and what came between is gone.
// Rejected by: LockFreeStackRaces.Two_push_at_once
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

        node.Below = Volatile.Read(ref _top);
        while (true)
        {
            var top = Volatile.Read(ref _top);
            if (Interlocked.CompareExchange(ref _top, node, top) == top)
                return;
        }
    }

    /// <summary>Takes the item on top. Never blocks.</summary>
    /// <param name="item">The item, or <c>default</c> when the stack is empty.</param>
    /// <returns>false when the stack is empty, and only then: losing a race against another thread is no reason.</returns>
    public bool TryPop([MaybeNullWhen(false)] out T item)
    {
        while (Volatile.Read(ref _top) is { } top)
        {
            // The comparison is by identity. It is safe because no node is ever used twice: as long as this thread holds
            // top, the garbage collector keeps it from coming back as another one (the ABA problem of reused nodes).
            if (Interlocked.CompareExchange(ref _top, top.Below, top) != top)
                continue;
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
