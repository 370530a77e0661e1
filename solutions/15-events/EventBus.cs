using System.Threading.Channels;

namespace Camp.Events;

/// <summary>Hands each event to every subscriber, within the process. A slow subscriber holds nobody up.</summary>
/// <remarks>
/// Every subscriber has a queue of its own, which holds <c>capacity</c> events. An event that is published between
/// <see cref="Subscribe"/> and the subscription's end goes into its queue, once. When the queue is full, the oldest event in
/// it is dropped for the new one, and counted in <see cref="ISubscription{T}.Missed"/>; other subscribers lose nothing by it.
/// Publishing never waits for a subscriber, and no code of a subscriber runs inside it. Any number of threads may publish,
/// subscribe and unsubscribe at once. All subscribers get the events in one and the same order, also when several threads
/// publish; what one thread publishes stays in its order.
/// A subscription that is disposed gets no more events. What is in its queue can still be read, then its Events complete; the
/// bus forgets it. <see cref="Complete"/> does the same for all subscriptions.
/// </remarks>
public sealed class EventBus<T>
{
    private readonly Lock _gate = new();
    private readonly List<Subscription> _subscriptions = [];
    private readonly int _capacity;
    private bool _completed;

    /// <param name="capacity">How many events may wait for a subscriber; at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="capacity"/> is below 1.</exception>
    public EventBus(int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        _capacity = capacity;
    }

    /// <summary>Begins a subscription. On a completed bus it has ended already.</summary>
    public ISubscription<T> Subscribe()
    {
        var subscription = new Subscription(this);
        lock (_gate)
        {
            if (_completed)
                subscription.End();
            else
                _subscriptions.Add(subscription);
        }

        return subscription;
    }

    /// <summary>Hands <paramref name="item"/> to all subscribers: when it returns, the item is in their queues.</summary>
    /// <exception cref="InvalidOperationException">The bus is completed.</exception>
    public void Publish(T item)
    {
        // One publisher after the other: between two queues nobody gets in between, so all have the same order.
        lock (_gate)
        {
            if (_completed)
                throw new InvalidOperationException("The bus is completed: nothing can be published any more.");
            foreach (var subscription in _subscriptions)
                subscription.Take(item);
        }
    }

    /// <summary>Ends all subscriptions; nothing can be published any more. Twice is fine.</summary>
    public void Complete()
    {
        lock (_gate)
        {
            _completed = true;
            foreach (var subscription in _subscriptions)
                subscription.End();
            _subscriptions.Clear();
        }
    }

    private void Remove(Subscription subscription)
    {
        lock (_gate)
        {
            _subscriptions.Remove(subscription);
            subscription.End();
        }
    }

    private sealed class Subscription : ISubscription<T>
    {
        private readonly EventBus<T> _bus;
        private readonly Channel<T> _queue;
        private long _missed;

        public Subscription(EventBus<T> bus)
        {
            _bus = bus;
            // Continuations are not synchronous by default: who reads goes on by itself, not inside Publish.
            var options = new BoundedChannelOptions(bus._capacity) { FullMode = BoundedChannelFullMode.DropOldest };
            _queue = Channel.CreateBounded<T>(options, _ => Interlocked.Increment(ref _missed));
        }

        public ChannelReader<T> Events => _queue.Reader;

        public long Missed => Interlocked.Read(ref _missed);

        public void Take(T item) => _queue.Writer.TryWrite(item);

        public void End() => _queue.Writer.TryComplete();

        public void Dispose() => _bus.Remove(this);
    }
}
