using System.Text.Json;
using Confluent.Kafka;

namespace Camp.Events;

/// <summary>The bus with a Kafka broker in the middle: across processes, and nothing is dropped.</summary>
/// <remarks>
/// Each group gets every event, those published before it first came too. A slow group holds nobody up.
/// All events about one user go to one partition (their key is the user's number), so they stay in the order they were published in.
/// Delivery is at least once: an event counts as handled by a group when its handler has ended well. When a handler throws,
/// the event is delivered again to the group's next consumer. After an orderly end, by cancellation, what was handled
/// before is not delivered again.
/// On the wire an event is the JSON of <see cref="UserCreated"/>, as <c>JsonSerializer</c> writes it by default, in UTF-8.
/// </remarks>
public sealed class KafkaBus : IDisposable
{
    private readonly Dictionary<string, string> _settings;
    private readonly string _topic;
    private readonly IProducer<string, byte[]> _producer;
    private bool _disposed;

    /// <param name="config">How to reach the broker. It is not changed.</param>
    /// <param name="topic">Where the events go; it exists.</param>
    public KafkaBus(ClientConfig config, string topic)
    {
        // A copy: a ProducerConfig made from a ClientConfig writes into the one it was made from.
        _settings = config.ToDictionary();
        _topic = topic;
        var settings = new ProducerConfig(_settings.ToDictionary()) { Acks = Acks.All, EnableIdempotence = true };
        _producer = new ProducerBuilder<string, byte[]>(settings).Build();
    }

    /// <summary>Sends an event. Ends when the broker has stored it.</summary>
    /// <exception cref="KafkaException">The broker did not store it.</exception>
    public Task PublishAsync(UserCreated created, CancellationToken cancellation)
    {
        var value = JsonSerializer.SerializeToUtf8Bytes(created);
        return _producer.ProduceAsync(_topic, new() { Key = created.UserId.ToString(), Value = value }, cancellation);
    }

    /// <summary>Handles the events of a group, one at a time, until it is cancelled.</summary>
    /// <param name="group">The consumer group's name.</param>
    /// <param name="handler">Handles an event; gets the caller's token.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <remarks>The call gives back its task at once and blocks no thread of the caller. What the handler throws goes on.</remarks>
    public Task ConsumeAsync(string group, Func<UserCreated, CancellationToken, Task> handler, CancellationToken cancellation) =>
        // Consume blocks its thread, so it gets one of the pool's.
        Task.Run(() => Loop(group, handler, cancellation), cancellation);

    /// <summary>Sends what is still on its way, and lets the producer go. Twice is fine.</summary>
    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        _producer.Flush(TimeSpan.FromSeconds(10));
        _producer.Dispose();
    }

    private async Task Loop(string group, Func<UserCreated, CancellationToken, Task> handler, CancellationToken cancellation)
    {
        var settings = new ConsumerConfig(_settings.ToDictionary())
        {
            GroupId = group,
            AutoOffsetReset = AutoOffsetReset.Earliest,
            // The offset is stored below, after the handler; what is stored is committed in the background and at the end.
            EnableAutoOffsetStore = false,
        };
        using var consumer = new ConsumerBuilder<string, byte[]>(settings).Build();
        consumer.Subscribe(_topic);
        try
        {
            while (true)
            {
                var next = consumer.Consume(cancellation);
                await handler(JsonSerializer.Deserialize<UserCreated>(next.Message.Value)!, cancellation);
                consumer.StoreOffset(next);
            }
        }
        finally
        {
            // Commits what is stored, and tells the broker, which otherwise waits for this member until its session times out.
            consumer.Close();
        }
    }
}
