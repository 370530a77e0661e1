using System.Diagnostics.Metrics;
using Camp.Service.Events;
using Camp.Service.Notifications;
using Camp.Service.Observability;
using Camp.Service.Orders;
using Camp.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;
using Serilog.Events;
using Xunit;

namespace Camp.Capstone.Tests;

public sealed class DeliveryTests
{
    private const string Section = "Delivery";
    private const string Ann = """{"userId":7,"name":"Ann","email":"ann@example.com"}""";

    private readonly HastyClock _clock = new();

    [Fact]
    public async Task What_is_delivered_three_times_is_done_once_by_each_subscriber()
    {
        await using var shop = await Start(new WelcomeOrders(), new WelcomeMessages());
        for (var i = 0; i < 3; i++)
            await Publish(shop, "event-1", Ann);
        await Publish(shop, "event-2", Ann);

        Expect.Sequence([7, 7], await shop.Query<long>("select user_id from orders"), "The orders of two events", Section);
        Expect.Sequence(["Welcome, Ann!", "Welcome, Ann!"], await shop.Query<string>("select text from notifications"), "The messages", Section);
        Expect.Equal(0, _clock.Pauses.Count, "Pauses", Section);
    }

    [Fact]
    public async Task An_effect_that_fails_leaves_no_half_of_itself_and_is_tried_again()
    {
        var moody = Moody(1);
        await using var shop = await Start(moody);
        await Publish(shop, "event-1", Ann);

        Expect.Equal(2, moody.Attempts, "Attempts", Section);
        Expect.Sequence([50], _clock.Pauses, "The pauses in ms", Section);
        Expect.Sequence([7], await shop.Query<long>("select user_id from orders"), "The orders", Section);
        await Publish(shop, "event-1", Ann);
        Expect.Equal(2, moody.Attempts, "Attempts after another delivery", Section);
    }

    [Fact]
    public async Task What_fails_five_times_is_put_aside_and_holds_nobody_up()
    {
        var moody = Moody(5);
        using var aside = new Aside();
        await using var shop = await Start(moody, new WelcomeMessages());
        await Publish(shop, "event-1", Ann);

        Expect.Equal(5, moody.Attempts, "Attempts", Section);
        Expect.Sequence([50, 100, 200, 400], _clock.Pauses, "The pauses in ms", Section);
        Expect.Sequence([$"moody event-1 {nameof(UserCreated)} {Ann} Not today."], await DeadLetters(shop), "The dead letters", Section);
        Expect.Sequence(["moody"], aside.Subscribers, "What was counted by metrics.PutAside", Section);
        Expect.Equal(0, (await shop.Query<long>("select user_id from orders")).Count, "Orders of an effect that failed", Section);
        Expect.Equal(1, (await shop.Query<string>("select text from notifications")).Count, "Messages by the other subscriber", Section);
        await Publish(shop, "event-2", Ann);
        Expect.Equal(6, moody.Attempts, "Attempts when the next event came", Section);
        await shop.Stop();
        Expect.Equal(1, shop.Log.Events.Count(line => line.Level == LogEventLevel.Error && line.Exception?.Message == "Not today."), "Error lines with the cause", Section);
    }

    [Theory]
    [InlineData("not JSON")]
    [InlineData("null")]
    [InlineData("""{"userId":"seven"}""")]
    public async Task A_body_that_cannot_be_read_is_put_aside_at_once(string body)
    {
        var moody = Moody(0);
        await using var shop = await Start(moody);
        await Publish(shop, "event-1", body);

        Expect.Equal(0, moody.Attempts, "Attempts", Section);
        Expect.Equal(0, _clock.Pauses.Count, "Pauses: the body will not mend", Section);
        Expect.Equal(1, (await DeadLetters(shop)).Count, "Dead letters", Section);
    }

    [Fact]
    public async Task A_database_that_is_away_is_waited_for_as_long_as_it_takes()
    {
        var moody = new MoodySubscriber(9, () => new SqliteException("database is locked", 5));
        await using var shop = await Start(moody);
        await Publish(shop, "event-1", Ann);

        Expect.Equal(10, moody.Attempts, "Attempts", Section);
        Expect.Sequence([50, 100, 200, 400, 800, 1600, 3200, 5000, 5000], _clock.Pauses, "The pauses in ms", Section);
        Expect.Equal(0, (await DeadLetters(shop)).Count, "Dead letters", Section);
        Expect.Sequence([7], await shop.Query<long>("select user_id from orders"), "The orders", Section);
        await shop.Stop();
        Expect.Equal(9, shop.Log.Events.Count(line => line.Level == LogEventLevel.Warning && line.Exception is SqliteException), "Warnings with the cause", Section);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public async Task A_delivery_that_is_cancelled_is_no_dead_letter(int duringAttempt)
    {
        using var stop = new CancellationTokenSource();
        var attempts = 0;
        var moody = new MoodySubscriber(duringAttempt, () =>
        {
            if (++attempts < duringAttempt)
                return new InvalidOperationException("Not today.");
            stop.Cancel();
            return new OperationCanceledException(stop.Token);
        });
        await using var shop = await Start(moody);

        await EndsAsCancelled(shop, Deliver(shop, moody, stop.Token));
    }

    [Fact]
    public async Task A_pause_ends_when_the_delivery_is_cancelled()
    {
        using var stop = new CancellationTokenSource();
        var failed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var moody = new MoodySubscriber(1, () =>
        {
            failed.SetResult();
            return new InvalidOperationException("Not today.");
        });
        // Its time stands still: the pause would never end by itself.
        await using var shop = await Start(new FakeTimeProvider(), moody);
        var delivering = Deliver(shop, moody, stop.Token);
        await Patience.Ends(Task.WhenAny(failed.Task, delivering), "the first attempt");
        await stop.CancelAsync();

        await EndsAsCancelled(shop, delivering);
    }

    private static Task Deliver(Shop shop, ISubscriber subscriber, CancellationToken cancelled) =>
        shop.Services.GetRequiredService<Delivery>().DeliverAsync(subscriber, new StoredEvent(1, "event-1", nameof(UserCreated), Ann), cancelled);

    private static async Task EndsAsCancelled(Shop shop, Task delivering)
    {
        await Patience.Ends(Task.WhenAny(delivering), "the cancelled delivery");
        if (delivering.IsFaulted)
            await delivering;

        Expect.True(delivering.IsCanceled, "The delivery should end as cancelled.", Section);
        Expect.Equal(0, (await DeadLetters(shop)).Count, "Dead letters", Section);
    }

    private Task<Shop> Start(params ISubscriber[] subscribers) => Start(_clock, subscribers);

    private static Task<Shop> Start(TimeProvider clock, params ISubscriber[] subscribers) => Shop.Start(
        builder =>
        {
            builder.Services.AddSingleton(clock);
            builder.Services.AddSingleton<ServiceMetrics>();
            builder.Services.AddSingleton<IDeadLetters, DeadLetterTable>();
            builder.Services.AddSingleton<Delivery>();
            foreach (var subscriber in subscribers)
                builder.Services.AddSingleton(subscriber);
            builder.Services.AddSingleton<ChannelBroker>();
            builder.Services.AddHostedService(services => services.GetRequiredService<ChannelBroker>());
        },
        // Stands for the outbox's relay, which needs no more than this of a broker.
        app => app.MapPost("/events", async (StoredEvent stored, ChannelBroker broker, CancellationToken cancelled) => await broker.PublishAsync(stored, cancelled)));

    private static MoodySubscriber Moody(int failures) => new(failures, () => new InvalidOperationException("Not today."));

    private static async Task Publish(Shop shop, string id, string body)
    {
        var reply = await shop.Send(HttpMethod.Post, "/events", new StoredEvent(1, id, nameof(UserCreated), body));
        Expect.Equal(200, reply.Status, $"The status when {id} was published", Section);
    }

    private static Task<IReadOnlyList<string>> DeadLetters(Shop shop) =>
        shop.Query<string>("select subscriber || ' ' || event_id || ' ' || type || ' ' || body || ' ' || reason from dead_letters");

    /// <summary>Hears what is counted as put aside.</summary>
    private sealed class Aside : IDisposable
    {
        private readonly MeterListener _listener = new();

        public Aside()
        {
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Name == "camp.dead_letters")
                    listener.EnableMeasurementEvents(instrument);
            };
            _listener.SetMeasurementEventCallback<long>((_, _, tags, _) => Subscribers.Add($"{tags[0].Value}"));
            _listener.Start();
        }

        public List<string> Subscribers { get; } = [];

        public void Dispose() => _listener.Dispose();
    }
}
