using Camp.Service.Data;
using Camp.Service.Events;
using Camp.Service.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Camp.Service.Tests;

public sealed class EventTests
{
    [Fact]
    public async Task Whoever_registers_gets_one_order_and_one_message()
    {
        await using var service = await TestService.StartAsync();

        long[] ids = [await service.RegisterAsync("ann@example.com"), await service.RegisterAsync("bob@example.com")];

        await EverythingIsSentAsync(service);
        await Eventually.TrueAsync(async () => (await service.QueryAsync<long>("select user_id from orders order by user_id")).SequenceEqual(ids), "one order each");
        await Eventually.TrueAsync(async () => (await service.QueryAsync<long>("select user_id from notifications order by user_id")).SequenceEqual(ids), "one message each");
        Assert.Contains("Welcome, Ann!", await service.QueryAsync<string>("select text from notifications"));
    }

    [Fact]
    public async Task Who_is_refused_leaves_no_event()
    {
        await using var service = await TestService.StartAsync();
        await service.RegisterAsync("ann@example.com");

        (await service.SendAsync(HttpMethod.Post, "/api/users", TestService.NewUser("Ann", "ANN@example.com"))).Dispose();

        Assert.Single(await service.QueryAsync<long>("select id from outbox"));
    }

    [Fact]
    public async Task An_event_that_comes_again_takes_effect_once()
    {
        await using var service = await TestService.StartAsync();
        var broker = service.Services.GetRequiredService<IBroker>();
        var stored = Event(7);

        for (var time = 0; time < 3; time++)
        {
            await broker.PublishAsync(stored, TestService.Cancelled);
        }
        // About the same user, as only what happens to one user stays in order.
        await broker.PublishAsync(stored with { EventId = "event-8", Body = stored.Body.Replace("Ann", "Eve", StringComparison.Ordinal) }, TestService.Cancelled);

        await Eventually.TrueAsync(async () => (await service.QueryAsync<long>("select count(*) from inbox where event_id = 'event-8'")).Single() == 2,
            "the last event has reached both subscribers");
        Assert.Equal([7, 7], await OrdersAsync(service));
        Assert.Equal(["Welcome, Ann!", "Welcome, Eve!"], await service.QueryAsync<string>("select text from notifications order by text"));
    }

    [Fact]
    public async Task A_subscriber_that_fails_a_few_times_is_asked_again()
    {
        var moody = new MoodySubscriber(failures: 2);
        await using var service = await TestService.StartAsync(builder => builder.Services.AddSingleton<ISubscriber>(moody));

        await service.RegisterAsync("ann@example.com");

        await Eventually.TrueAsync(() => Task.FromResult(moody.Applied == 1), "the third attempt succeeds");
        Assert.Equal(3, moody.Attempts);
    }

    [Fact]
    public async Task An_event_that_one_subscriber_cannot_handle_reaches_the_others_and_the_next_one_follows()
    {
        var moody = new MoodySubscriber(failures: 5);
        await using var service = await TestService.StartAsync(builder => builder.Services.AddSingleton<ISubscriber>(moody));
        var broker = service.Services.GetRequiredService<IBroker>();

        await broker.PublishAsync(Event(7), TestService.Cancelled);
        await broker.PublishAsync(Event(8), TestService.Cancelled);

        await Eventually.TrueAsync(() => Task.FromResult(moody.Applied == 1), "the next event is handled");
        await Eventually.TrueAsync(async () => (await OrdersAsync(service)).Count == 2, "the other subscriber has both");
        Assert.Equal(6, moody.Attempts);
    }

    [Fact]
    public async Task An_effect_that_fails_leaves_no_half_of_itself()
    {
        var moody = new MoodySubscriber(failures: 1, before: (work, cancelled) =>
            work.ExecuteAsync("insert into orders (user_id, product) values (77, 'half')", null, cancelled));
        await using var service = await TestService.StartAsync(builder => builder.Services.AddSingleton<ISubscriber>(moody));

        await service.RegisterAsync("ann@example.com");

        await Eventually.TrueAsync(() => Task.FromResult(moody.Applied == 1), "the second attempt succeeds");
        await EverythingIsSentAsync(service);
        await Eventually.TrueAsync(async () => (await OrdersAsync(service)).Count(id => id == 77) == 1, "the effect is kept once");
    }

    internal static Task EverythingIsSentAsync(TestService service) => Eventually.TrueAsync(
        async () => (await service.QueryAsync<long>("select count(*) from outbox where not sent")).Single() == 0, "the outbox is sent");

    internal static StoredEvent Event(long userId) => new(
        userId, $"event-{userId}", nameof(UserCreated), $$"""{"userId":{{userId}},"name":"Ann","email":"ann@example.com"}""");

    private static Task<IReadOnlyList<long>> OrdersAsync(TestService service) =>
        service.QueryAsync<long>("select user_id from orders order by user_id");

    private sealed class MoodySubscriber(int failures, Func<UnitOfWork, CancellationToken, Task>? before = null) : ISubscriber
    {
        public string Name => "moody";

        public int Attempts { get; private set; }

        public int Applied { get; private set; }

        public async Task ApplyAsync(UnitOfWork work, UserCreated created, CancellationToken cancellationToken)
        {
            if (before is not null)
            {
                await before(work, cancellationToken);
            }
            if (++Attempts <= failures)
            {
                throw new InvalidOperationException("Not today.");
            }
            Applied++;
        }
    }
}
