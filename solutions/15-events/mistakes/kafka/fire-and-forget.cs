// Mistake: Produce hands the event to a queue, and nobody waits for the broker.
// Rejected by: KafkaBusTests.Publishing_without_a_broker_fails
using System.Text.Json;
using Confluent.Kafka;

namespace Camp.Events;

/// <summary>The bus with a Kafka broker in the middle: across processes, and nothing is dropped.</summary>
public sealed class KafkaBus : IDisposable
{
    private readonly Dictionary<string, string> _settings;
    private readonly string _topic;
    private readonly IProducer<string, byte[]> _producer;
    private bool _disposed;

    public KafkaBus(ClientConfig config, string topic)
    {
        // A copy: a ProducerConfig made from a ClientConfig writes into the one it was made from.
        _settings = config.ToDictionary();
        _topic = topic;
        var settings = new ProducerConfig(_settings.ToDictionary()) { Acks = Acks.All, EnableIdempotence = true };
        _producer = new ProducerBuilder<string, byte[]>(settings).Build();
    }

    public Task PublishAsync(UserCreated created, CancellationToken cancellation)
    {
        var value = JsonSerializer.SerializeToUtf8Bytes(created);
        _producer.Produce(_topic, new() { Key = created.UserId.ToString(), Value = value });
        return Task.CompletedTask;
    }

    public Task ConsumeAsync(string group, Func<UserCreated, CancellationToken, Task> handler, CancellationToken cancellation) =>
        // Consume blocks its thread, so it gets one of the pool's.
        Task.Run(() => Loop(group, handler, cancellation), cancellation);

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
