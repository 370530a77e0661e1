using System.Text.Json;
using Camp.Testing;
using Confluent.Kafka;
using Xunit;

namespace Camp.Events.Tests;

public sealed class KafkaBusTests : IDisposable
{
    private const string Section = "A broker in the middle";

    private readonly Broker _broker = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _broker.Dispose();

    [Fact]
    public async Task A_bus_tells_its_story()
    {
        using var bus = new KafkaBus(_broker.Config, await _broker.NewTopic());
        var story = "";
        foreach (var (number, name) in new[] { (1, "anna"), (2, "bert"), (1, "anna again") })
            await Publish(bus, User(number, name));
        using var orders = new Group(bus, "orders");
        using var notifications = new Group(bus, "notifications");
        Tell("orders", await orders.Handled(3));
        Tell("notifications", await notifications.Handled(3));
        story += $"orders ends: {(await orders.Stop())?.GetType().Name.Replace("TaskCanceled", "OperationCanceled", StringComparison.Ordinal)}\n";
        await Snapshots.Match("KafkaBus", story);

        // Between users the order is free, so the story sorts by them.
        void Tell(string group, List<UserCreated> events) =>
            story += $"{group}: {string.Join(", ", events.OrderBy(created => created.UserId).Select(created => $"{created.UserId} {created.Name}"))}\n";
    }

    [Fact]
    public async Task Each_group_gets_every_event_whenever_it_was_published()
    {
        using var bus = new KafkaBus(_broker.Config, await _broker.NewTopic());
        var before = User(1, "before");
        await Publish(bus, before);
        using var one = new Group(bus, "one");
        using var other = new Group(bus, "other");
        Expect.Sequence([before], await one.Handled(1), "Events of a group, from before it came", Section);
        Expect.Sequence([before], await other.Handled(1), "Events of the other group", Section);
        var after = User(2, "after");
        await Publish(bus, after);
        Expect.Sequence([after], await one.Handled(1), "Events of a group, from after it came", Section);
        Expect.Sequence([after], await other.Handled(1), "Events of the other group", Section);
        Expect.True(one.SameToken, "The handler got another token than the caller's.", Section);
    }

    [Fact]
    public async Task Events_about_one_user_stay_in_order()
    {
        var topic = await _broker.NewTopic();
        using var bus = new KafkaBus(_broker.Config, topic);
        for (var number = 0; number < 40; number++)
            await Publish(bus, User(number % 8, $"{number}"));
        var partitions = _broker.Stored(topic, 40).Select(message =>
            (JsonSerializer.Deserialize<UserCreated>(message.Message.Value)!.UserId, message.Partition.Value)).Distinct().ToList();
        Expect.Equal(8, partitions.Count, "Pairs of a user and a partition, for eight users", Section);
        Expect.True(partitions.Select(pair => pair.Value).Distinct().Count() > 1, "All events went to one partition: nothing can be handled side by side.", Section);
        using var group = new Group(bus, "group");
        foreach (var user in (await group.Handled(40)).GroupBy(created => created.UserId))
            Expect.Sequence(Enumerable.Range(0, 5).Select(round => $"{user.Key + (round * 8)}"), user.Select(created => created.Name), $"Events of user {user.Key}", Section);
    }

    [Fact]
    public async Task An_event_is_its_JSON_on_the_wire()
    {
        var topic = await _broker.NewTopic();
        using var bus = new KafkaBus(_broker.Config, topic);
        var created = User(7, "Zoë \"Z\"");
        await Publish(bus, created);
        var message = _broker.Stored(topic, 1).Single().Message;
        Expect.Equal("7", message.Key, "The key", Section);
        Expect.Equal(created, JsonSerializer.Deserialize<UserCreated>(message.Value), "The value, read back", Section);
    }

    [Fact]
    public async Task Publishing_ends_when_the_broker_has_the_event()
    {
        var topic = await _broker.NewTopic();
        using var bus = new KafkaBus(_broker.Config, topic);
        var created = User(1, "anna");
        await Publish(bus, created);
        // The bus is still there and has flushed nothing: what is stored now was stored by PublishAsync.
        Expect.Equal(1, _broker.Stored(topic, 1).Count, "Events in the broker after PublishAsync", Section);
    }

    [Fact]
    public async Task Publishing_without_a_broker_fails()
    {
        // Nobody listens there. The time limit is librdkafka's, after which it gives a message up.
        var away = new ClientConfig(new Dictionary<string, string> { ["bootstrap.servers"] = "127.0.0.1:1", ["log_level"] = "0", ["message.timeout.ms"] = "300" });
        using var bus = new KafkaBus(away, "nowhere");
        await Call.Fails<KafkaException>(() => bus.PublishAsync(User(1, "anna"), Token), "PublishAsync, without a broker", Section);
    }

    [Fact]
    public async Task An_event_whose_handler_failed_is_delivered_again()
    {
        using var bus = new KafkaBus(_broker.Config, await _broker.NewTopic());
        var (first, second, error) = (User(1, "first"), User(1, "second"), new IOException("the orders are closed"));
        await Publish(bus, first);
        await Publish(bus, second);
        using (var failing = new Group(bus, "orders", (_, _) => Task.FromException(error)))
        {
            Expect.Same(error, await Record.ExceptionAsync(() => Patience.Ends(failing.Running, "ConsumeAsync, whose handler fails")), Section);
            Expect.Sequence([first], failing.Seen, "Events until the failure", Section);
        }

        using var next = new Group(bus, "orders");
        Expect.Sequence([first, second], await next.Handled(2), "Events of the group's next consumer", Section);
    }

    [Fact]
    public async Task A_failure_later_on_repeats_nothing_that_was_handled()
    {
        using var bus = new KafkaBus(_broker.Config, await _broker.NewTopic());
        UserCreated[] events = [.. Enumerable.Range(0, 4).Select(number => User(1, $"{number}"))];
        foreach (var created in events)
            await Publish(bus, created);
        using (var failing = new Group(bus, "orders", (created, _) => created == events[2] ? throw new IOException() : Task.CompletedTask))
            await Call.Fails<IOException>(() => failing.Running, "ConsumeAsync, whose handler throws at the third event", Section);
        using var next = new Group(bus, "orders");
        Expect.Sequence(events.Skip(2), await next.Handled(2), "Events of the group's next consumer", Section);
    }

    [Fact]
    public async Task After_an_orderly_end_nothing_is_delivered_again()
    {
        using var bus = new KafkaBus(_broker.Config, await _broker.NewTopic());
        await Publish(bus, User(1, "one"));
        await Publish(bus, User(1, "two"));
        using (var group = new Group(bus, "orders"))
        {
            await group.Handled(2);
            var end = await group.Stop();
            Expect.True(end is OperationCanceledException, $"A cancelled ConsumeAsync ended with {end?.GetType().Name ?? "no exception"}.", Section);
        }

        var three = User(1, "three");
        await Publish(bus, three);
        using var next = new Group(bus, "orders");
        Expect.Sequence([three], await next.Handled(1), "The first event after the orderly end", Section);
    }

    [Fact]
    public async Task An_event_whose_handler_was_cancelled_is_delivered_again()
    {
        using var bus = new KafkaBus(_broker.Config, await _broker.NewTopic());
        var created = User(1, "anna");
        await Publish(bus, created);
        using var gate = new Gate();
        using (var group = new Group(bus, "orders", async (_, token) =>
        {
            var arrived = gate.Pass();
            await Task.Delay(Timeout.InfiniteTimeSpan, token);
        }))
        {
            await Call.Until(gate.Arrived, group.Running, "the handler");
            var end = await group.Stop();
            Expect.True(end is OperationCanceledException, $"A cancelled ConsumeAsync ended with {end?.GetType().Name ?? "no exception"}.", Section);
        }

        using var next = new Group(bus, "orders");
        Expect.Sequence([created], await next.Handled(1), "Events of the group's next consumer", Section);
    }

    [Fact]
    public async Task A_slow_group_holds_nobody_up_and_handles_one_at_a_time()
    {
        using var bus = new KafkaBus(_broker.Config, await _broker.NewTopic());
        using var gate = new Gate();
        using var slow = new Group(bus, "slow", (_, _) => gate.Pass());
        for (var number = 0; number < 6; number++)
            await Publish(bus, User(number, $"user {number}"));
        await Call.Until(gate.Arrived, slow.Running, "the slow group's handler");
        using var quick = new Group(bus, "quick");
        Expect.Equal(6, (await quick.Handled(6)).Distinct().Count(), "Events of the quick group", Section);
        await Publish(bus, User(7, "one more"));
        await quick.Handled(1);
        gate.Open();
        await slow.Handled(7);
        Expect.Equal(1, slow.Most, "The most events that the slow group handled at once", Section);
    }

    [Fact]
    public async Task Consuming_gives_back_its_task_at_once()
    {
        using var bus = new KafkaBus(_broker.Config, await _broker.NewTopic());
        using var stop = new CancellationTokenSource();
        var running = await Call.Start(() => bus.ConsumeAsync("orders", (_, _) => Task.CompletedTask, stop.Token), "ConsumeAsync", Section);
        await stop.CancelAsync();
        await Call.Fails<OperationCanceledException>(() => running, "ConsumeAsync, when it is cancelled", Section);
    }

    [Fact]
    public async Task The_settings_are_left_as_they_are()
    {
        var topic = await _broker.NewTopic();
        var config = new ClientConfig(_broker.Config.ToDictionary());
        var before = Text(config);
        using var bus = new KafkaBus(config, topic);
        await Publish(bus, User(1, "anna"));
        using var group = new Group(bus, "orders");
        await group.Handled(1);
        Expect.Equal(before, Text(config), "The settings that were handed over", Section);

        static string Text(ClientConfig config) => string.Join(", ", config.OrderBy(pair => pair.Key).Select(pair => $"{pair.Key}={pair.Value}"));
    }

    [Fact]
    public async Task Disposing_sends_what_is_on_its_way_and_twice_is_fine()
    {
        var topic = await _broker.NewTopic();
        var bus = new KafkaBus(_broker.Config, topic);
        var publishing = Enumerable.Range(0, 50).Select(number => bus.PublishAsync(User(number, $"user {number}"), Token)).ToList();
        await Patience.Returns(bus.Dispose);
        await Patience.Returns(bus.Dispose);
        await Patience.Ends(Task.WhenAll(publishing), "events that were on their way when the bus was disposed");
        Expect.Equal(50, _broker.Stored(topic, 50).Count, "Events in the broker", Section);
    }

    private static UserCreated User(long id, string name) => new(Guid.NewGuid().ToString(), id, name);

    private static Task Publish(KafkaBus bus, UserCreated created) => Patience.Ends(bus.PublishAsync(created, Token), "PublishAsync");
}
