using System.ComponentModel.DataAnnotations;

namespace Camp.Service.Events;

/// <summary>Where events travel. Section <c>Kafka</c>.</summary>
internal sealed record KafkaOptions
{
    /// <summary>Brokers to ask first, as <c>host:port</c> with commas between. Default <c>localhost:9092</c>.</summary>
    [Required(ErrorMessage = "Kafka:Servers is empty; it must name a broker. Set it: export Kafka__Servers=localhost:9092")]
    public string Servers { get; set; } = "localhost:9092";

    /// <summary>The topic of the users' events. Default <c>camp.users</c>.</summary>
    [Required(ErrorMessage = "Kafka:Topic is empty; it must name a topic. Set it: export Kafka__Topic=camp.users")]
    public string Topic { get; set; } = "camp.users";

    /// <summary>How long a consumer may be silent before its partitions go to another: 1 second to 5 minutes. Default 45 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00", ErrorMessage = "Kafka:SessionTimeout must be from 00:00:01 to 00:05:00.")]
    public TimeSpan SessionTimeout { get; set; } = TimeSpan.FromSeconds(45);

    /// <summary>The topic of what subscribers can't handle.</summary>
    public string DeadLetterTopic => $"{Topic}.dead";
}
