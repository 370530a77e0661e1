// Mistake: wakes the others in one locked section and changes the queue in the next; who looks in between goes back to sleep for ever.
// Rejected by: BoundedQueueRaces.One_puts_and_one_takes
// Explored: deadlock
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
    // One object is the lock and the condition of both sides. It is no System.Threading.Lock: that one has no Wait.
    private readonly object _gate = new();
    private readonly Queue<T> _items = new();
    private readonly int _capacity;
    private bool _closed;

    /// <param name="capacity">How many items may wait in the queue at once: 1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">The capacity is below 1.</exception>
    public BoundedQueue(int capacity)
    {
        // Without room for one item every Put would wait for ever.
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        _capacity = capacity;
    }

    /// <summary>Adds an item at the end. Blocks while the queue is full. Go: <c>ch &lt;- item</c>.</summary>
    /// <exception cref="InvalidOperationException">
    /// The queue is closed, or is closed while the call waits; the item is not in the queue.
    /// </exception>
    public void Put(T item)
    {
        lock (_gate)
        {
            // A loop: by the time this thread has the lock again, another may have filled the room that it was woken for.
            while (_items.Count == _capacity && !_closed)
                Monitor.Wait(_gate);
            if (_closed)
                throw new InvalidOperationException("The queue is closed: Put is not possible after Close.");
            Monitor.PulseAll(_gate);
        }

        lock (_gate)
            _items.Enqueue(item);
    }

    /// <summary>
    /// Takes the first item. Blocks while the queue is empty and open. Go: <c>item, ok := &lt;-ch</c>.
    /// </summary>
    /// <param name="item">The item, or <c>default</c> when there will never be one again.</param>
    /// <returns>false once the queue is closed and everything left in it has been taken.</returns>
    public bool Take([MaybeNullWhen(false)] out T item)
    {
        lock (_gate)
        {
            while (_items.Count == 0 && !_closed)
                Monitor.Wait(_gate);

            // Closed is not the end yet: what was accepted is handed out first.
            if (!_items.TryDequeue(out item))
                return false;
            Monitor.PulseAll(_gate);
            return true;
        }
    }

    /// <summary>
    /// Ends the queue and wakes everyone who waits: a blocked <see cref="Put"/> throws, a blocked <see cref="Take"/> returns
    /// false. What is in the queue can still be taken. Closing again does nothing. Go: <c>close(ch)</c>.
    /// </summary>
    public void Close()
    {
        lock (_gate)
        {
            // Nobody comes after Close to wake the rest, so this call wakes them all.
            _closed = true;
            Monitor.PulseAll(_gate);
        }
    }
}
