// Alternative: a bounded channel, waited for on the calling thread.
using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;

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
    private readonly Channel<T> _items;

    /// <param name="capacity">How many items may wait in the queue at once: 1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">The capacity is below 1.</exception>
    public BoundedQueue(int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        _items = Channel.CreateBounded<T>(capacity);
    }

    /// <summary>Adds an item at the end. Blocks while the queue is full. Go: <c>ch &lt;- item</c>.</summary>
    /// <exception cref="InvalidOperationException">
    /// The queue is closed, or is closed while the call waits; the item is not in the queue.
    /// </exception>
    public void Put(T item)
    {
        var put = _items.Writer.WriteAsync(item);
        if (!put.IsCompleted)
            put.AsTask().GetAwaiter().GetResult();
        else
            put.GetAwaiter().GetResult();
    }

    /// <summary>
    /// Takes the first item. Blocks while the queue is empty and open. Go: <c>item, ok := &lt;-ch</c>.
    /// </summary>
    /// <param name="item">The item, or <c>default</c> when there will never be one again.</param>
    /// <returns>false once the queue is closed and everything left in it has been taken.</returns>
    public bool Take([MaybeNullWhen(false)] out T item)
    {
        while (!_items.Reader.TryRead(out item))
        {
            if (!_items.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
                return false;
        }

        return true;
    }

    /// <summary>
    /// Ends the queue and wakes everyone who waits: a blocked <see cref="Put"/> throws, a blocked <see cref="Take"/> returns
    /// false. What is in the queue can still be taken. Closing again does nothing. Go: <c>close(ch)</c>.
    /// </summary>
    public void Close() => _items.Writer.TryComplete();
}
