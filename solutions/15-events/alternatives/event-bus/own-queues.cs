// Alternative: an immutable list of subscribers, and unbounded channels that the publisher keeps short by itself.
using System.Collections.Immutable;
using System.Threading.Channels;

namespace Camp.Events;

public sealed class EventBus<T>
{
    private readonly object _gate = new();
    private readonly int _capacity;
    private ImmutableList<Subscriber>? _subscribers = [];

    public EventBus(int capacity) =>
        _capacity = capacity >= 1 ? capacity : throw new ArgumentOutOfRangeException(nameof(capacity), capacity, "At least 1.");

    public ISubscription<T> Subscribe()
    {
        lock (_gate)
        {
            var subscriber = new Subscriber(Leave);
            if (_subscribers is null)
                subscriber.End();
            else
                _subscribers = _subscribers.Add(subscriber);
            return subscriber;
        }
    }

    public void Publish(T item)
    {
        lock (_gate)
        {
            foreach (var subscriber in _subscribers ?? throw new InvalidOperationException("Completed."))
                subscriber.Put(item, _capacity);
        }
    }

    public void Complete()
    {
        lock (_gate)
        {
            _subscribers?.ForEach(subscriber => subscriber.End());
            _subscribers = null;
        }
    }

    private void Leave(Subscriber subscriber)
    {
        lock (_gate)
        {
            _subscribers = _subscribers?.Remove(subscriber);
            subscriber.End();
        }
    }

    private sealed class Subscriber(Action<Subscriber> leave) : ISubscription<T>
    {
        private readonly Channel<T> _channel = Channel.CreateUnbounded<T>();
        private long _missed;

        public ChannelReader<T> Events => _channel.Reader;

        public long Missed => Volatile.Read(ref _missed);

        public void Put(T item, int capacity)
        {
            if (_channel.Reader.Count >= capacity && _channel.Reader.TryRead(out _))
                Volatile.Write(ref _missed, _missed + 1);
            _channel.Writer.TryWrite(item);
        }

        public void End() => _channel.Writer.TryComplete();

        public void Dispose() => leave(this);
    }
}
