using System.Text;
using Confluent.Kafka;
using Microsoft.Extensions.Options;

namespace Camp.Service.Events;

// Lesson 15-events explains this. Each subscriber is a group of its own, so each gets every event, on one instance of several.
internal sealed partial class KafkaConsumers(
    IEnumerable<ISubscriber> subscribers, Delivery delivery, IOptions<KafkaOptions> options, ILogger<KafkaConsumers> logger)
    : BackgroundService
{
    // What can't be put aside is tried again after this long.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    // The client's Consume blocks, so each subscriber has a thread for it that no request needs.
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(subscribers.Select(subscriber => Task.Factory.StartNew(
            () => Receive(subscriber, stoppingToken), stoppingToken, TaskCreationOptions.LongRunning, TaskScheduler.Default)));

    private void Receive(ISubscriber subscriber, CancellationToken cancellationToken)
    {
        using var consumer = Consumer(subscriber);
        consumer.Subscribe(options.Value.Topic);
        try
        {
            while (!cancellationToken.IsCancellationRequested)
            {
                ReceiveOne(consumer, subscriber, cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The service stops; what isn't committed comes again.
        }
        finally
        {
            // Leaving the group hands its partitions over at once, instead of after the session's timeout.
            consumer.Close();
        }
    }

    private void ReceiveOne(IConsumer<string, string> consumer, ISubscriber subscriber, CancellationToken cancellationToken)
    {
        try
        {
            var received = consumer.Consume(cancellationToken);
            if (IsSettled(received, subscriber, cancellationToken))
            {
                // Committed by hand and only now: a crash before this line brings the event again, and the inbox knows it.
                consumer.Commit(received);
            }
            else
            {
                // A commit says that all before is done as well, so no later event may pass this one.
                cancellationToken.WaitHandle.WaitOne(Pause);
                consumer.Seek(received.TopicPartitionOffset);
            }
        }
        catch (KafkaException failure) when (!failure.Error.IsFatal)
        {
            LogFailure(subscriber.Name, failure);
        }
    }

    /// <summary>Whether the event has taken effect or lies among the dead letters.</summary>
    private bool IsSettled(ConsumeResult<string, string> received, ISubscriber subscriber, CancellationToken cancellationToken)
    {
        try
        {
            delivery.DeliverAsync(subscriber, Stored(received), cancellationToken).GetAwaiter().GetResult();
            return true;
        }
        catch (KafkaException failure) when (!failure.Error.IsFatal)
        {
            LogUnsettled(subscriber.Name, failure);
            return false;
        }
    }

    private IConsumer<string, string> Consumer(ISubscriber subscriber) => new ConsumerBuilder<string, string>(new ConsumerConfig
    {
        BootstrapServers = options.Value.Servers,
        GroupId = $"{options.Value.Topic}.{subscriber.Name}",
        EnableAutoCommit = false,
        EnableAutoOffsetStore = false,
        AutoOffsetReset = AutoOffsetReset.Earliest,
        AllowAutoCreateTopics = true,
        // A topic that is made after the service has started is noticed this soon; usual are five minutes.
        TopicMetadataRefreshIntervalMs = 5000,
        SessionTimeoutMs = (int)options.Value.SessionTimeout.TotalMilliseconds,
        HeartbeatIntervalMs = (int)options.Value.SessionTimeout.TotalMilliseconds / 3,
    }).SetLogHandler((_, entry) => LogClient(subscriber.Name, entry.Message)).Build();

    private static StoredEvent Stored(ConsumeResult<string, string> received) => new(
        received.Offset.Value,
        Header(received, "event-id") ?? $"{received.TopicPartitionOffset}",
        Header(received, "type") ?? "",
        received.Message.Value ?? "");

    private static string? Header(ConsumeResult<string, string> received, string name) =>
        received.Message.Headers.TryGetLastBytes(name, out var value) ? Encoding.UTF8.GetString(value) : null;

    [LoggerMessage(LogLevel.Warning, "Kafka's consumer of {Subscriber} says: {Message}")]
    private partial void LogClient(string subscriber, string message);

    [LoggerMessage(LogLevel.Warning, "{Subscriber} can't read from Kafka; it is tried again")]
    private partial void LogFailure(string subscriber, Exception failure);

    [LoggerMessage(LogLevel.Error, "{Subscriber} can't put an event aside; it is tried again")]
    private partial void LogUnsettled(string subscriber, Exception failure);
}
