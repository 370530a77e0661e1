using Camp.Testing;
using Xunit;

namespace Camp.Pooling.Tests;

/// <summary>The six steps together. No exercise: these pass when all six do.</summary>
public sealed class ConnectionPoolTests
{
    private const string Section = "The layers";

    private readonly WatchedClock _clock = new();
    private readonly List<Leak> _leaks = [];
    private readonly Server _server;

    public ConnectionPoolTests() => _server = new Server(_clock);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Five_of_twenty_are_ready_and_the_twenty_first_waits_three_seconds()
    {
        await using var pool = Pool();
        await Soon.Is(() => pool.Idle == 5, "5 idle connections");
        var leases = new List<ILease>();
        for (var i = 0; i < 20; i++)
            leases.Add(await Patience.Ends(pool.RentAsync(Token)));
        var late = pool.RentAsync(Token);
        _clock.Advance(TimeSpan.FromSeconds(2.9));
        Expect.True(!late.IsCompleted, "The one too many did not wait.", Section);
        _clock.Advance(TimeSpan.FromSeconds(0.1));
        await Assert.ThrowsAsync<TimeoutException>(() => Patience.Ends(late));
        Expect.Equal(20, _server.Most, "The most connections at once", Section);
        await Return(leases);
    }

    [Fact]
    public async Task It_is_closed_down_to_the_minimum_and_renewed_at_thirty_minutes()
    {
        await using var pool = Pool();
        var leases = new List<ILease>();
        for (var i = 0; i < 12; i++)
            leases.Add(await Patience.Ends(pool.RentAsync(Token)));
        await Return(leases);
        await Soon.Is(() => pool.Idle >= 12, "12 idle connections");
        await Minutes(11);
        await Soon.Is(() => pool.Idle == 5, "5 idle connections after 11 minutes");
        await Minutes(20);
        await Soon.Is(() => pool.Idle == 5 && _server.Opened.Where(connection => !connection.Closed).All(connection => connection.OpenedAt > _server.Opened[0].OpenedAt), "5 new connections after 31 minutes");
    }

    [Fact]
    public async Task It_goes_on_when_the_server_was_away()
    {
        await using var pool = Pool();
        await Soon.Is(() => pool.Idle == 5, "5 idle connections");
        var lease = await Patience.Ends(pool.RentAsync(Token));
        _server.Restart();
        _server.Refusal = new IOException("no route");
        await lease.DisposeAsync();
        Expect.True(ReferenceEquals(_server.Refusal, await Record.ExceptionAsync(() => Patience.Ends(pool.RentAsync(Token)))), "While the server is away, the caller should hear why.", Section);
        _server.Refusal = null;
        await using (var after = await Patience.Ends(pool.RentAsync(Token)))
            Expect.True(await after.Connection.IsAliveAsync(Token), "The connection is dead.", Section);
        // The rest begins when a fill has failed, which happens in the background: so its second may begin after this one.
        for (var second = 0; second < 60 && !Together.Chance(() => pool.Idle >= 5); second++)
            _clock.Advance(TimeSpan.FromSeconds(1));
        Expect.True(pool.Idle >= 5, "The pool was not filled up again when the server was back.", Section);
    }

    [Fact]
    public async Task A_leak_is_reported_by_name()
    {
        await using var pool = Pool();
        var lease = await Patience.Ends(pool.RentAsync(Token));
        _clock.Advance(TimeSpan.FromSeconds(5));
        Expect.Equal(nameof(A_leak_is_reported_by_name), _leaks.Single().Taker, "Who took it", Section);
        await lease.DisposeAsync();
    }

    [Fact]
    public async Task Closed_it_leaves_nothing()
    {
        var pool = Pool();
        await Soon.Is(() => pool.Idle == 5, "5 idle connections");
        await Patience.Ends(pool.DisposeAsync().AsTask());
        Expect.Equal(5, _server.Closed, "Connections closed", Section);
        Expect.Equal(0, _clock.Left, "Timers left on the clock", Section);
    }

    private ConnectionPool Pool() => new(new PoolSettings(), _server.OpenAsync, _clock, _leaks.Add);

    private async Task Minutes(int minutes)
    {
        // The sweep runs in the background each 30 s: give it its turn each time.
        for (var half = 0; half < minutes * 2; half++)
        {
            _clock.Advance(TimeSpan.FromSeconds(30));
            await Task.Yield();
        }
    }

    private static async Task Return(List<ILease> leases)
    {
        foreach (var lease in leases)
            await lease.DisposeAsync();
    }
}
