// Alternative: a semaphore counts the free places and another one the items; a token ends both waits.
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
    private readonly Lock _gate = new();
    private readonly Queue<T> _items = new();
    private readonly SemaphoreSlim _room;
    private readonly SemaphoreSlim _filled = new(0);
    private readonly CancellationTokenSource _closed = new();

    /// <param name="capacity">How many items may wait in the queue at once: 1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">The capacity is below 1.</exception>
    public BoundedQueue(int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        _room = new SemaphoreSlim(capacity);
    }

    /// <summary>Adds an item at the end. Blocks while the queue is full. Go: <c>ch &lt;- item</c>.</summary>
    /// <exception cref="InvalidOperationException">
    /// The queue is closed, or is closed while the call waits; the item is not in the queue.
    /// </exception>
    public void Put(T item)
    {
        Waited(_room);
        lock (_gate)
        {
            if (_closed.IsCancellationRequested)
                throw new InvalidOperationException("The queue is closed: Put is not possible after Close.");
            _items.Enqueue(item);
        }

        _filled.Release();
    }

    /// <summary>
    /// Takes the first item. Blocks while the queue is empty and open. Go: <c>item, ok := &lt;-ch</c>.
    /// </summary>
    /// <param name="item">The item, or <c>default</c> when there will never be one again.</param>
    /// <returns>false once the queue is closed and everything left in it has been taken.</returns>
    public bool Take([MaybeNullWhen(false)] out T item)
    {
        Waited(_filled);
        lock (_gate)
        {
            if (!_items.TryDequeue(out item))
                return false;
        }

        _room.Release();
        return true;
    }

    /// <summary>
    /// Ends the queue and wakes everyone who waits: a blocked <see cref="Put"/> throws, a blocked <see cref="Take"/> returns
    /// false. What is in the queue can still be taken. Closing again does nothing. Go: <c>close(ch)</c>.
    /// </summary>
    public void Close()
    {
        lock (_gate)
            _closed.Cancel();
    }

    private void Waited(SemaphoreSlim semaphore)
    {
        try
        {
            semaphore.Wait(_closed.Token);
        }
        catch (OperationCanceledException)
        {
            // Closed: the caller sees that for itself, under the lock.
        }
    }
}
