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
    /// <param name="capacity">How many events may wait for a subscriber; at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="capacity"/> is below 1.</exception>
    // TODO 1: refuse a bad capacity; start without subscribers.
    public EventBus(int capacity) =>
        throw new NotImplementedException("EventBus: check the capacity and start without subscribers.");

    /// <summary>Begins a subscription. On a completed bus it has ended already.</summary>
    // TODO 2: a bounded channel for each subscriber, which drops its oldest event when full and says so.
    public ISubscription<T> Subscribe() =>
        throw new NotImplementedException("EventBus.Subscribe: a queue for one more subscriber.");

    /// <summary>Hands <paramref name="item"/> to all subscribers: when it returns, the item is in their queues.</summary>
    /// <exception cref="InvalidOperationException">The bus is completed.</exception>
    // TODO 3: write to every channel, as one step: nobody may publish in between.
    public void Publish(T item) =>
        throw new NotImplementedException("EventBus.Publish: into every subscriber's queue, without waiting.");

    /// <summary>Ends all subscriptions; nothing can be published any more. Twice is fine.</summary>
    // TODO 4: complete every channel, and forget it.
    public void Complete() =>
        throw new NotImplementedException("EventBus.Complete: end all subscriptions.");
}
