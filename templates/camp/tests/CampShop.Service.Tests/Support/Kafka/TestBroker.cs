using Confluent.Kafka;

namespace Camp.Service.Tests.Support;

/// <summary>
/// The Kafka cluster that the client library can imitate. It lives in this process and speaks the real protocol on a real port
/// of loopback, so that services in other processes use it too.
/// </summary>
internal static class TestBroker
{
    private static readonly Lazy<IProducer<Null, string>> Cluster = new(() =>
    {
        var config = new ProducerConfig { BootstrapServers = "replaced" };
        config.Set("test.mock.num.brokers", "1");
        return new ProducerBuilder<Null, string>(config).SetLogHandler((_, _) => { }).Build();
    });

    private static readonly Lazy<string> Address = new(() =>
    {
        using var admin = new DependentAdminClientBuilder(Cluster.Value.Handle).Build();
        var broker = admin.GetMetadata(TimeSpan.FromSeconds(30)).Brokers[0];
        return $"{broker.Host}:{broker.Port}";
    });

    public static string Servers => Address.Value;

    /// <summary>A topic of its own, and so groups of its own.</summary>
    public static string[] Settings()
    {
        var topic = $"users-{Guid.NewGuid():N}";
        Make(topic);
        return [$"--Kafka:Servers={Servers}", $"--Kafka:Topic={topic}", "--Kafka:SessionTimeout=00:00:06"];
    }

    /// <summary>Makes a topic that isn't there yet; who reads from it before would be told so.</summary>
    public static void Make(string topic)
    {
        // Asking for a topic makes it.
        using var admin = new DependentAdminClientBuilder(Cluster.Value.Handle).Build();
        admin.GetMetadata(topic, TimeSpan.FromSeconds(30));
    }
}
