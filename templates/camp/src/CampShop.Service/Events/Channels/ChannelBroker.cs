using System.Threading.Channels;

namespace Camp.Service.Events;

// Lesson 01-tasks explains channels, lesson 15-events the bus. A channel forgets what it holds when the process dies, so an
// event counts as published when every subscriber is done with it; until then the outbox remembers it.
internal sealed class ChannelBroker(IEnumerable<ISubscriber> subscribers, Delivery delivery) : BackgroundService, IBroker
{
    private const int Waiting = 100;

    private readonly (ISubscriber Subscriber, Channel<Parcel> Queue)[] _queues =
        [.. subscribers.Select(subscriber => (subscriber, Channel.CreateBounded<Parcel>(Waiting)))];

    public Task PublishAsync(StoredEvent stored, CancellationToken cancellationToken) =>
        Task.WhenAll(_queues.Select(pair => HandOverAsync(pair.Queue.Writer, stored, cancellationToken)));

    // Each subscriber has a queue and a loop of its own: a slow one holds no other up.
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(_queues.Select(pair => ReceiveAsync(pair.Subscriber, pair.Queue.Reader, stoppingToken)));

    private static async Task HandOverAsync(
        ChannelWriter<Parcel> queue, StoredEvent stored, CancellationToken cancellationToken)
    {
        var parcel = new Parcel(stored, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        await queue.WriteAsync(parcel, cancellationToken);
        await parcel.Done.Task.WaitAsync(cancellationToken);
    }

    private async Task ReceiveAsync(ISubscriber subscriber, ChannelReader<Parcel> queue, CancellationToken cancellationToken)
    {
        await foreach (var (stored, done) in queue.ReadAllAsync(cancellationToken))
        {
            try
            {
                await delivery.DeliverAsync(subscriber, stored, cancellationToken);
                done.SetResult();
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                done.SetException(failure);
            }
        }
    }

    private sealed record Parcel(StoredEvent Stored, TaskCompletionSource Done);
}
