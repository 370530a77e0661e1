using Camp.Testing;
using Xunit;

namespace Camp.Health.Tests;

public sealed class RegistryTests
{
    private const string Section = "A registry with leases";

    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(15);
    private static readonly CancellationToken NoToken = CancellationToken.None;

    private readonly SettableClock _clock = new();

    [Fact]
    public void Instances_of_a_service_are_listed_by_id()
    {
        var registry = Sut();
        foreach (var (id, service) in new[] { ("c", "orders"), ("a", "orders"), ("x", "users"), ("B", "orders"), ("b", "Orders") })
            registry.Register(Of(id, service));
        Live(registry, "B a c");
        Expect.Equal("x", Ids(registry.Live("users")), "Live instances of users", Section);
        Expect.Equal("", Ids(registry.Live("nobody")), "Live instances of an unknown service", Section);
    }

    [Fact]
    public void An_instance_comes_back_as_it_was_registered()
    {
        var registry = Sut();
        registry.Register(Of("a"));
        Expect.Equal(Of("a"), registry.Live("orders").Single(), "The instance", Section);
    }

    [Fact]
    public void Registering_again_replaces()
    {
        var registry = Sut();
        registry.Register(Of("a"));
        var moved = new Instance("a", "users", new Uri("http://10.0.0.9:80"));
        registry.Register(moved);
        Live(registry, "");
        Expect.Equal(moved, registry.Live("users").Single(), "The instance", Section);
    }

    [Fact]
    public void A_lease_ends_on_the_tick()
    {
        var registry = Sut();
        registry.Register(Of("a"));
        _clock.Advance(Lease - TimeSpan.FromTicks(1));
        Live(registry, "a");
        _clock.Advance(TimeSpan.FromTicks(1));
        Live(registry, "");
    }

    [Fact]
    public void Renewing_begins_a_new_lease()
    {
        var registry = Sut();
        registry.Register(Of("a"));
        registry.Register(Of("b"));
        for (var beat = 0; beat < 4; beat++)
        {
            _clock.Advance(TimeSpan.FromSeconds(10));
            Expect.Equal(true, registry.Renew("a"), "Renew in time", Section);
        }

        Live(registry, "a");
        _clock.Advance(Lease - TimeSpan.FromTicks(1));
        Live(registry, "a");
        _clock.Advance(TimeSpan.FromTicks(1));
        Live(registry, "");
    }

    [Fact]
    public void Registering_again_begins_a_new_lease()
    {
        var registry = Sut();
        registry.Register(Of("a"));
        _clock.Advance(TimeSpan.FromSeconds(10));
        registry.Register(Of("a"));
        _clock.Advance(TimeSpan.FromSeconds(10));
        Live(registry, "a");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Who_renews_too_late_has_to_register_again(bool looked)
    {
        var registry = Sut();
        registry.Register(Of("a"));
        _clock.Advance(Lease);
        if (looked)
            Live(registry, "");
        Expect.Equal(false, registry.Renew("a"), "Renew on the tick when the lease ends", Section);
        Live(registry, "");
        registry.Register(Of("a"));
        Live(registry, "a");
    }

    [Fact]
    public void Renewing_an_unknown_instance_enters_nothing()
    {
        var registry = Sut();
        registry.Register(Of("a"));
        Expect.Equal(false, registry.Renew("b"), "Renew of an unknown id", Section);
        Expect.Equal(false, registry.Renew("A"), "Renew in the other case", Section);
        Live(registry, "a");
    }

    [Fact]
    public void Deregistering_counts_at_once_and_once()
    {
        var registry = Sut();
        registry.Register(Of("a"));
        registry.Register(Of("b"));
        Expect.Equal(false, registry.Deregister("A"), "Deregister in the other case", Section);
        Expect.Equal(true, registry.Deregister("a"), "The first Deregister", Section);
        Expect.Equal(false, registry.Deregister("a"), "The second Deregister", Section);
        Expect.Equal(false, registry.Renew("a"), "Renew after Deregister", Section);
        Live(registry, "b");
    }

    [Fact]
    public void Deregistering_after_the_lease_says_that_it_was_gone()
    {
        var registry = Sut();
        registry.Register(Of("a"));
        _clock.Advance(Lease);
        Expect.Equal(false, registry.Deregister("a"), "Deregister on the tick when the lease ends", Section);
    }

    [Fact]
    public void Setting_the_date_back_or_forward_changes_nothing()
    {
        var registry = Sut();
        registry.Register(Of("a"));
        _clock.SetBack(TimeSpan.FromHours(-1));
        Live(registry, "a");
        _clock.SetBack(TimeSpan.FromHours(2));
        Expect.Equal(true, registry.Renew("a"), "Renew in time", Section);
        _clock.Advance(Lease);
        Live(registry, "");
    }

    [Fact]
    public void A_list_stays_as_it_is()
    {
        var registry = Sut();
        registry.Register(Of("a"));
        var before = registry.Live("orders");
        registry.Register(Of("b"));
        registry.Deregister("a");
        _clock.Advance(Lease);
        Expect.Equal("a", Ids(before), "The list of before", Section);
    }

    [Fact]
    public void Two_registries_are_apart()
    {
        Sut().Register(Of("a"));
        Live(Sut(), "");
    }

    [Fact]
    public async Task A_renewal_that_meets_a_deregistration_brings_nobody_back()
    {
        var registry = Sut();
        await Patience.Ends(Together.Race(3, number =>
        {
            if (number > 0)
            {
                registry.Renew("a");
                return;
            }

            registry.Register(Of("a"));
            Thread.SpinWait(20);
            registry.Deregister("a");
            for (var look = 0; look < 3; look++)
                Live(registry, "");
        }));
    }

    [Fact]
    public async Task Of_several_that_deregister_one_wins()
    {
        var registry = Sut();
        foreach (var round in Enumerable.Range(0, 400))
        {
            registry.Register(Of($"{round}"));
            var winners = 0;
            await Patience.Ends(Together.Run(3, _ =>
            {
                if (registry.Deregister($"{round}"))
                    Interlocked.Increment(ref winners);
            }));
            Expect.Equal(1, winners, "Who was told to have deregistered one instance", Section);
        }
    }

    [Fact]
    public async Task Many_threads_lose_nothing()
    {
        var registry = Sut();
        await Patience.Ends(Together.Run(4, number =>
        {
            for (var i = 0; i < 200; i++)
            {
                registry.Register(Of($"{number}-{i}"));
                registry.Live("orders");
                if (i % 2 == 1)
                    registry.Deregister($"{number}-{i}");
            }
        }));
        Expect.Equal(400, registry.Live("orders").Count, "Instances of four threads", Section);
    }

    [Fact]
    public async Task In_memory_and_over_http_it_reads_as_recorded()
    {
        var registry = Sut();
        await using var server = await LocalServer.Start(app => app.MapRegistry(registry));
        var transcript = "";
        foreach (var (way, client) in new (string, IRegistry)[] { ("in memory", new LocalRegistry(registry)), ("over HTTP", new HttpRegistry(server.Client)) })
        {
            await client.Register(Of("pod 2/b"), NoToken);
            await client.Register(Of("pod-1"), NoToken);
            transcript += $"{way}\n  registered: {Ids(registry.Live("orders"))}\n  asked over HTTP: {await server.Client.GetStringAsync("/services/orders", NoToken)}\n";
            await client.Deregister("pod 2/b", NoToken);
            await client.Deregister("pod 2/b", NoToken);
            transcript += $"  deregistered: {Ids(registry.Live("orders"))}\n";
            _clock.Advance(TimeSpan.FromSeconds(10));
            using var renewed = await server.Client.PutAsync("/leases?id=pod-1", null, NoToken);
            _clock.Advance(TimeSpan.FromSeconds(10));
            transcript += $"  20 s later, renewed {(int)renewed.StatusCode}: {Ids(registry.Live("orders"))}\n";
            _clock.Advance(TimeSpan.FromSeconds(5));
            using var late = await server.Client.PutAsync("/leases?id=pod-1", null, NoToken);
            transcript += $"  25 s later, renewed {(int)late.StatusCode}: {Ids(registry.Live("orders"))}\n";
        }

        await Snapshots.Match("Registry", transcript.Replace(" \n", "\n"));
    }

    private Registry Sut() => new(_clock, Lease);

    private static Instance Of(string id, string service = "orders") => new(id, service, new Uri("http://10.0.0.1:8080"));

    private static void Live(Registry registry, string ids) => Expect.Equal(ids, Ids(registry.Live("orders")), "Live instances of orders", Section);

    private static string Ids(IEnumerable<Instance> instances) => string.Join(' ', instances.Select(instance => instance.Id));
}
