using System.Collections.Concurrent;
using System.Text;
using Camp.Service.Events;
using Camp.Service.Tests.Support;
using Confluent.Kafka;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Camp.Service.Tests.Kafka;

public sealed class DeadLetterTests
{
    [Fact]
    public async Task An_event_that_cannot_be_read_goes_to_the_topic_of_dead_letters_and_the_next_one_follows()
    {
        await using var service = await TestService.StartAsync();
        var broker = service.Services.GetRequiredService<IBroker>();

        await broker.PublishAsync(EventTests.Event(7) with { Body = "no json" }, TestService.Cancelled);
        await broker.PublishAsync(EventTests.Event(8), TestService.Cancelled);

        await Eventually.TrueAsync(
            async () => (await service.QueryAsync<long>("select user_id from orders")).SequenceEqual([8]), "the next event is handled");
        var topic = service.Services.GetRequiredService<IOptions<KafkaOptions>>().Value.DeadLetterTopic;
        var letters = Read(topic, count: 2);
        Assert.All(letters, letter => Assert.Equal("no json", letter.Message.Value));
        Assert.Equal(["notifications", "orders"], letters.Select(letter => Header(letter, "subscriber")).Order());
        Assert.All(letters, letter => Assert.Equal("event-7", Header(letter, "event-id")));
    }

    [Fact]
    public async Task An_event_that_cannot_even_be_put_aside_is_not_passed_over()
    {
        var letters = new MoodyLetters();
        await using var service = await TestService.StartAsync(builder => builder.Services.AddSingleton<IDeadLetters>(letters));

        await service.Services.GetRequiredService<IBroker>().PublishAsync(EventTests.Event(7) with { Body = "null" }, TestService.Cancelled);

        await Eventually.TrueAsync(() => Task.FromResult(letters.Kept.Count == 2), "the second attempt succeeds");
        Assert.Equal(["notifications event-7", "orders event-7"], letters.Kept.Order());
    }

    private static List<ConsumeResult<string, string>> Read(string topic, int count)
    {
        // The next event may be handled, in another partition, before the first dead letter makes the topic.
        TestBroker.Make(topic);
        using var consumer = new ConsumerBuilder<string, string>(new ConsumerConfig
        {
            BootstrapServers = TestBroker.Servers, GroupId = topic, AutoOffsetReset = AutoOffsetReset.Earliest, AllowAutoCreateTopics = true,
        }).Build();
        consumer.Subscribe(topic);
        var read = Enumerable.Range(0, count).Select(_ => consumer.Consume(TestService.Cancelled)).ToList();
        consumer.Close();
        return read;
    }

    private static string Header(ConsumeResult<string, string> letter, string name) =>
        Encoding.UTF8.GetString(letter.Message.Headers.GetLastBytes(name));

    /// <summary>Fails each subscriber once, as when the cluster doesn't take a message in time.</summary>
    private sealed class MoodyLetters : IDeadLetters
    {
        private readonly ConcurrentDictionary<string, bool> _failed = [];

        public ConcurrentQueue<string> Kept { get; } = [];

        public Task AddAsync(string subscriber, StoredEvent stored, string reason, CancellationToken cancellationToken)
        {
            if (_failed.TryAdd(subscriber, true))
            {
                throw new KafkaException(ErrorCode.Local_MsgTimedOut);
            }
            Kept.Enqueue($"{subscriber} {stored.EventId}");
            return Task.CompletedTask;
        }
    }
}
