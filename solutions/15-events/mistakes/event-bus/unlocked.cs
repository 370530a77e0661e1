// Mistake: the list of subscribers changes while it is read.
// Rejected by: EventBusRaces.One_subscribes_while_another_publishes
// Explored: race
using System.Threading.Channels;

namespace Camp.Events;

/// <summary>Hands each event to every subscriber, within the process. A slow subscriber holds nobody up.</summary>
public sealed class EventBus<T>
{
    private readonly Lock _gate = new();
    private readonly List<Subscription> _subscriptions = [];
    private readonly int _capacity;
    private bool _completed;

    public EventBus(int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        _capacity = capacity;
    }

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

    public void Publish(T item)
    {
        // One publisher after the other: between two queues nobody gets in between, so all have the same order.
        if (_completed)
            throw new InvalidOperationException("The bus is completed: nothing can be published any more.");
        foreach (var subscription in _subscriptions)
            subscription.Take(item);
    }

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
