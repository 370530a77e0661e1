// Mistake: an array and an atomic index: the index says that the item is there before it is.
// Rejected by: LockFreeStackRaces.One_pushes_while_another_pops
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
    private readonly T[] _items = new T[1 << 18];
    private int _count;

    /// <summary>Puts an item on top. Never blocks.</summary>
    public void Push(T item) => _items[Interlocked.Increment(ref _count) - 1] = item;

    /// <summary>Takes the item on top. Never blocks.</summary>
    /// <param name="item">The item, or <c>default</c> when the stack is empty.</param>
    /// <returns>false when the stack is empty, and only then: losing a race against another thread is no reason.</returns>
    public bool TryPop([MaybeNullWhen(false)] out T item)
    {
        item = default;
        while (Volatile.Read(ref _count) is > 0 and var count)
        {
            if (Interlocked.CompareExchange(ref _count, count - 1, count) != count)
                continue;
            item = _items[count - 1];
            return true;
        }

        return false;
    }
}
