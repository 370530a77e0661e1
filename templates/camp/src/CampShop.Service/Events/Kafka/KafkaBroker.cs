using System.Globalization;
using System.Text;
using System.Text.Json;
using Confluent.Kafka;
using Microsoft.Extensions.Options;

namespace Camp.Service.Events;

// Lesson 15-events explains this. One producer for the whole process: it batches what is sent at the same time.
internal sealed partial class KafkaBroker : IBroker, IDeadLetters, IDisposable
{
    private readonly ILogger<KafkaBroker> _logger;
    private readonly KafkaOptions _options;
    private readonly IProducer<string, string> _producer;
    private readonly Lock _gate = new();
    private bool _disposed;

    public KafkaBroker(IOptions<KafkaOptions> options, ILogger<KafkaBroker> logger)
    {
        _logger = logger;
        _options = options.Value;
        _producer = new ProducerBuilder<string, string>(new ProducerConfig
        {
            BootstrapServers = _options.Servers,
            // A retry of the client's own neither doubles nor reorders, and every replica in sync has a message before it counts.
            EnableIdempotence = true,
            Acks = Acks.All,
            LingerMs = 5,
            // After this the outbox tries again.
            MessageTimeoutMs = 10_000,
        }).SetLogHandler((_, entry) => LogClient(entry.Message)).Build();
    }

    public Task PublishAsync(StoredEvent stored, CancellationToken cancellationToken) =>
        SendAsync(_options.Topic, stored, [], cancellationToken);

    public Task AddAsync(string subscriber, StoredEvent stored, string reason, CancellationToken cancellationToken) =>
        SendAsync(_options.DeadLetterTopic, stored, [("subscriber", subscriber), ("reason", reason)], cancellationToken);

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            _producer.Dispose();
        }
    }

    // The key decides on the partition: what happens to one user stays in order.
    private Task<DeliveryResult<string, string>> SendAsync(
        string topic, StoredEvent stored, (string Name, string Value)[] more, CancellationToken cancellationToken)
    {
        var message = new Message<string, string> { Key = KeyOf(stored), Value = stored.Body, Headers = [] };
        foreach (var (name, value) in more.Append(("event-id", stored.EventId)).Append(("type", stored.Type)))
        {
            message.Headers.Add(name, Encoding.UTF8.GetBytes(value));
        }
        // A client that is disposed takes the whole process down when it is given a message, so the gate keeps them apart.
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return _producer.ProduceAsync(topic, message, cancellationToken);
        }
    }

    private static string KeyOf(StoredEvent stored)
    {
        try
        {
            var created = JsonSerializer.Deserialize(stored.Body, EventJson.Default.UserCreated);
            return created?.UserId.ToString(CultureInfo.InvariantCulture) ?? "";
        }
        catch (JsonException)
        {
            // A dead letter may be anything.
            return "";
        }
    }

    // What the client would else write to stderr.
    [LoggerMessage(LogLevel.Warning, "Kafka's producer says: {Message}")]
    private partial void LogClient(string message);
}
