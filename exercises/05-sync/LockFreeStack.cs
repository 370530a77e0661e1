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
    // TODO 1: a private class for a node (an item and the node below it), and a field for the top node.

    /// <summary>Puts an item on top. Never blocks.</summary>
    // TODO 2: read the top, make a new node that points to it, and swap it in if the top is still the one you read; else again.
    public void Push(T item) => throw new NotImplementedException("LockFreeStack.Push: swap in a new top.");

    /// <summary>Takes the item on top. Never blocks.</summary>
    /// <param name="item">The item, or <c>default</c> when the stack is empty.</param>
    /// <returns>false when the stack is empty, and only then: losing a race against another thread is no reason.</returns>
    // TODO 3: read the top, and swap in the node below it if the top is still the one you read; else again.
    // TODO 4: let the garbage collector have the node. What would go wrong if you kept it and used it again?
    public bool TryPop([MaybeNullWhen(false)] out T item) =>
        throw new NotImplementedException("LockFreeStack.TryPop: swap in the node below the top.");
}
