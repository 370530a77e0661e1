// Mistake: looks for room and adds in two steps without a lock: several putters see the same free place.
// Rejected by: BoundedQueueRaces.Three_put_where_there_is_room_for_one
// Explored: failed
using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Camp.Sync;

/// <summary>
/// A first-in, first-out queue with room for a fixed number of items. Go: a buffered channel, built from a <c>sync.Mutex</c>
/// and a <c>sync.Cond</c>.
/// </summary>
/// <remarks>
/// Any number of threads may put and take at once. Items leave in the order in which they were put; none is lost and none
/// is handed out twice. Every queue stands alone. <c>null</c> is an item like any other.
/// </remarks>
public sealed class BoundedQueue<T>
{
    private readonly ConcurrentQueue<T> _items = new();
    private readonly int _capacity;
    private volatile bool _closed;

    /// <param name="capacity">How many items may wait in the queue at once: 1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">The capacity is below 1.</exception>
    public BoundedQueue(int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        _capacity = capacity;
    }

    /// <summary>Adds an item at the end. Blocks while the queue is full. Go: <c>ch &lt;- item</c>.</summary>
    /// <exception cref="InvalidOperationException">
    /// The queue is closed, or is closed while the call waits; the item is not in the queue.
    /// </exception>
    public void Put(T item)
    {
        while (_items.Count >= _capacity && !_closed)
            Thread.Yield();
        if (_closed)
            throw new InvalidOperationException("The queue is closed: Put is not possible after Close.");
        _items.Enqueue(item);
    }

    /// <summary>
    /// Takes the first item. Blocks while the queue is empty and open. Go: <c>item, ok := &lt;-ch</c>.
    /// </summary>
    /// <param name="item">The item, or <c>default</c> when there will never be one again.</param>
    /// <returns>false once the queue is closed and everything left in it has been taken.</returns>
    public bool Take([MaybeNullWhen(false)] out T item)
    {
        while (!_items.TryDequeue(out item))
        {
            if (_closed)
                return false;
            Thread.Yield();
        }

        return true;
    }

    /// <summary>
    /// Ends the queue and wakes everyone who waits: a blocked <see cref="Put"/> throws, a blocked <see cref="Take"/> returns
    /// false. What is in the queue can still be taken. Closing again does nothing. Go: <c>close(ch)</c>.
    /// </summary>
    public void Close() => _closed = true;
}
