using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace Camp.Events.Tests;

/// <summary>
/// A Kafka broker for the tests: the real one that CAMP_KAFKA names (such as localhost:9092), otherwise the one that is built
/// into librdkafka, the client's native library, for tests. That one speaks the real protocol on a real port of this machine.
/// </summary>
public sealed class Broker : IDisposable
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(20);
    private readonly IProducer<Null, Null>? _host;
    private readonly IAdminClient _admin;

    public Broker()
    {
        if (Environment.GetEnvironmentVariable("CAMP_KAFKA") is { Length: > 0 } servers)
        {
            Config = new() { BootstrapServers = servers };
            _admin = new AdminClientBuilder(Config.ToDictionary()).Build();
            return;
        }

        // The client that has this setting is the mock cluster's host; the others find it by its address. (Log level 2: it warns that
        // its own bootstrap servers are ignored, and producers that a setting is for consumers.)
        _host = new ProducerBuilder<Null, Null>(Quiet(new() { ["bootstrap.servers"] = "mock:1", ["test.mock.num.brokers"] = "1" })).Build();
        _admin = new DependentAdminClientBuilder(_host.Handle).Build();
        var brokers = _admin.GetMetadata(s_limit).Brokers.Select(broker => $"{broker.Host}:{broker.Port}");
        // The newer group protocol: with the classic one each first consumer waits three seconds for others to join.
        Config = new(Quiet(new() { ["bootstrap.servers"] = string.Join(',', brokers), ["group.protocol"] = "consumer" }));
    }

    /// <summary>How to reach it.</summary>
    public ClientConfig Config { get; }

    /// <summary>Makes a topic of several partitions, with a name of its own.</summary>
    public async Task<string> NewTopic()
    {
        var topic = $"camp-{Guid.NewGuid():N}";
        // The mock cluster makes topics when somebody asks for them, with four partitions.
        if (_host is null)
            await _admin.CreateTopicsAsync([new TopicSpecification { Name = topic, NumPartitions = 4, ReplicationFactor = 1 }]);
        else
            _admin.GetMetadata(topic, s_limit);
        return topic;
    }

    /// <summary>Reads a topic past all groups: what is stored where.</summary>
    public List<ConsumeResult<string, string>> Stored(string topic, int count)
    {
        var settings = new ConsumerConfig(Config.ToDictionary()) { GroupId = "reader", EnableAutoCommit = false };
        using var consumer = new ConsumerBuilder<string, string>(settings).Build();
        consumer.Assign(Enumerable.Range(0, 4).Select(partition => new TopicPartitionOffset(topic, partition, Offset.Beginning)));
        var found = new List<ConsumeResult<string, string>>();
        while (found.Count < count && consumer.Consume(s_limit) is { } next)
            found.Add(next);
        return found;
    }

    public void Dispose()
    {
        _admin.Dispose();
        _host?.Dispose();
    }

    private static Dictionary<string, string> Quiet(Dictionary<string, string> settings)
    {
        settings["log_level"] = "2";
        return settings;
    }
}
