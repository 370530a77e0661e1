// Alternative: a thread of its own for each group, an explicit commit after each event, and a delivery callback.
using System.Globalization;
using System.Text;
using System.Text.Json;
using Confluent.Kafka;

namespace Camp.Events;

public sealed class KafkaBus(ClientConfig config, string topic) : IDisposable
{
    private readonly IProducer<byte[], string> _producer = new ProducerBuilder<byte[], string>(
        new Dictionary<string, string>(config) { ["acks"] = "all", ["enable.idempotence"] = "true" }).Build();
    private int _disposed;

    public Task PublishAsync(UserCreated created, CancellationToken cancellation)
    {
        var stored = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var message = new Message<byte[], string>
        {
            Key = Encoding.UTF8.GetBytes(created.UserId.ToString(CultureInfo.InvariantCulture)),
            Value = JsonSerializer.Serialize(created),
        };
        _producer.Produce(topic, message, report =>
        {
            if (report.Error.IsError)
                stored.TrySetException(new KafkaException(report.Error));
            else
                stored.TrySetResult();
        });
        return stored.Task.WaitAsync(cancellation);
    }

    public Task ConsumeAsync(string group, Func<UserCreated, CancellationToken, Task> handler, CancellationToken cancellation) =>
        Task.Factory.StartNew(() => Consume(group, handler, cancellation), cancellation, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 1)
            return;
        while (_producer.Flush(TimeSpan.FromSeconds(1)) > 0)
            continue;
        _producer.Dispose();
    }

    private void Consume(string group, Func<UserCreated, CancellationToken, Task> handler, CancellationToken cancellation)
    {
        var settings = new Dictionary<string, string>(config) { ["group.id"] = group, ["auto.offset.reset"] = "earliest", ["enable.auto.commit"] = "false" };
        using var consumer = new ConsumerBuilder<Ignore, string>(settings).Build();
        try
        {
            consumer.Subscribe(topic);
            for (; ; )
            {
                cancellation.ThrowIfCancellationRequested();
                if (consumer.Consume(TimeSpan.FromMilliseconds(100)) is not { } next)
                    continue;
                handler(JsonSerializer.Deserialize<UserCreated>(next.Message.Value)!, cancellation).GetAwaiter().GetResult();
                consumer.Commit(next);
            }
        }
        finally
        {
            consumer.Close();
        }
    }
}
