using System.Runtime.CompilerServices;
using Camp.Testing;
using Xunit;

namespace Camp.Pooling.Tests;

public sealed class LeakWatchTests
{
    private const string Section = "Who has it?";
    private static readonly TimeSpan s_threshold = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_tick = TimeSpan.FromTicks(1);

    private readonly WatchedClock _clock = new();
    private readonly ScriptedPool _inner = new();
    private readonly List<Leak> _leaks = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_watch_tells_its_story()
    {
        var (watch, story) = (Watch(), "");
        _inner.Gives(new Connection(number: 1), new Connection(number: 2), new Connection(number: 3));
        var quick = await watch.RentAsync(Token, "Checkout");
        Pass(1);
        var slow = await watch.RentAsync(Token, "Report");
        Pass(3);
        await quick.DisposeAsync();
        var lost = await watch.RentAsync(Token, "Import");
        Pass(1.9);
        Pass(0.1);
        await slow.DisposeAsync();
        Pass(4);
        Pass(60);
        Expect.Equal("connection 3", lost.Connection.ToString(), "The leaked connection", Section);
        await Snapshots.Match("LeakWatch", story);

        void Pass(double seconds)
        {
            var before = _leaks.Count;
            _clock.Advance(TimeSpan.FromSeconds(seconds));
            var news = _leaks.Skip(before).Select(leak => FormattableString.Invariant($"{leak.Taker} has had one for {leak.Held.TotalSeconds} s")).DefaultIfEmpty("-");
            story += FormattableString.Invariant($"{seconds} s later: {string.Join("; ", news)}; returned {_inner.Returned.Count}\n");
        }
    }

    [Fact]
    public async Task A_kept_connection_is_reported_once_at_the_threshold_to_the_tick()
    {
        await Rent(Watch(), "Checkout");
        _clock.Advance(s_threshold - s_tick);
        Expect.Equal(0, _leaks.Count, "Reports one tick before the threshold", Section);
        _clock.Advance(s_tick);
        Expect.Sequence([new Leak("Checkout", s_threshold)], _leaks, "Reports at the threshold", Section);
        _clock.Advance(s_threshold * 10);
        Expect.Equal(1, _leaks.Count, "Reports much later", Section);
    }

    [Fact]
    public async Task The_report_names_the_method_that_took_it()
    {
        _inner.Gives(new Connection());
        await Watch().RentAsync(Token);
        _clock.Advance(s_threshold);
        Expect.Equal(nameof(The_report_names_the_method_that_took_it), _leaks.Single().Taker, "Who took it", Section);
    }

    [Fact]
    public async Task Waiting_for_a_connection_does_not_count()
    {
        var later = new TaskCompletionSource<IConnection>(TaskCreationOptions.RunContinuationsAsynchronously);
        _inner.Does(_ => later.Task);
        var renting = Watch().RentAsync(Token, "Checkout");
        _clock.Advance(s_threshold * 2);
        Expect.Equal(0, _leaks.Count, "Reports while it waits", Section);
        later.SetResult(new Connection());
        await Patience.Ends(renting);
        _clock.Advance(s_threshold - s_tick);
        Expect.Equal(0, _leaks.Count, "Reports one tick before the threshold", Section);
        _clock.Advance(s_tick);
        Expect.Sequence([new Leak("Checkout", s_threshold)], _leaks, "Reports at the threshold", Section);
    }

    [Fact]
    public async Task What_came_back_is_not_reported_and_leaves_no_timer()
    {
        var watch = Watch();
        for (var i = 0; i < 3; i++)
        {
            var lease = await Rent(watch);
            _clock.Advance(s_threshold - s_tick);
            await Patience.Ends(lease.DisposeAsync().AsTask());
        }
        _clock.Advance(s_threshold * 2);
        Expect.Equal(0, _leaks.Count, "Reports of what came back", Section);
        Expect.Equal(0, _clock.Left, "Timers left on the clock", Section);
        Expect.Equal(3, _inner.Returned.Count, "Connections returned", Section);
    }

    [Fact]
    public async Task A_reported_lease_goes_on_as_before()
    {
        var lease = await Rent(Watch());
        _clock.Advance(s_threshold);
        Expect.Equal(0, _inner.Returned.Count + _inner.Discarded.Count, "Connections taken away from who holds them", Section);
        var connection = lease.Connection;
        await Patience.Ends(lease.DisposeAsync().AsTask());
        Expect.Sequence([connection], _inner.Returned, "Connections returned", Section);
        Expect.Equal(0, _clock.Left, "Timers left on the clock", Section);
    }

    [Fact]
    public async Task Each_lease_is_watched_by_itself()
    {
        var watch = Watch();
        await Rent(watch, "Checkout");
        _clock.Advance(TimeSpan.FromSeconds(2));
        var back = await Rent(watch, "Search");
        await Rent(watch, "Report");
        await back.DisposeAsync();
        _clock.Advance(TimeSpan.FromSeconds(3));
        Expect.Sequence(["Checkout"], _leaks.Select(leak => leak.Taker), "Reported after 5 s", Section);
        _clock.Advance(TimeSpan.FromSeconds(2));
        Expect.Sequence(["Checkout", "Report"], _leaks.Select(leak => leak.Taker), "Reported after 7 s", Section);
    }

    [Fact]
    public async Task Disposing_again_returns_nothing_again()
    {
        var watch = Watch();
        var lease = await Rent(watch);
        for (var i = 0; i < 3; i++)
            await Patience.Ends(lease.DisposeAsync().AsTask());
        Expect.Equal(1, _inner.Returned.Count, "Times that one connection was returned", Section);
        for (var round = 0; round < 50; round++)
        {
            var before = _inner.Returned.Count;
            var next = await Rent(watch);
            await Patience.Ends(Together.Run(4, _ => next.DisposeAsync().AsTask().Wait()), "4 threads that dispose one lease");
            Expect.Equal(1, _inner.Returned.Count - before, "Times that one connection was returned by 4 threads", Section);
        }
    }

    [Fact]
    public async Task A_lease_that_is_over_gives_no_connection()
    {
        _inner.Gives(new Connection(number: 7));
        var lease = await Watch().RentAsync(Token);
        Expect.Equal("connection 7", lease.Connection.ToString(), "The connection", Section);
        await lease.DisposeAsync();
        Assert.Throws<ObjectDisposedException>(() => lease.Connection);
    }

    [Fact]
    public async Task What_a_report_throws_harms_nobody()
    {
        _inner.Gives(new Connection(), new Connection());
        var watch = new LeakWatch(_inner, s_threshold, _clock, leak =>
        {
            _leaks.Add(leak);
            throw new IOException("The disk is full.");
        });
        var (one, _) = (await watch.RentAsync(Token, "Checkout"), await watch.RentAsync(Token, "Search"));
        Expect.Equal(null, Record.Exception(() => _clock.Advance(s_threshold)), "Thrown where the timer runs", Section);
        Expect.Equal(2, _leaks.Count, "Reports", Section);
        await Patience.Ends(one.DisposeAsync().AsTask());
        Expect.Equal(1, _inner.Returned.Count, "Connections returned", Section);
    }

    [Fact]
    public void A_lease_that_everybody_has_forgotten_is_reported_too()
    {
        var forgotten = RentAndForget(Watch());
        for (var i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
        _clock.Advance(s_threshold);
        Expect.Sequence([forgotten], _leaks.Select(leak => leak.Taker), "Reports of a lease that nobody has any more", Section);
    }

    [Fact]
    public async Task What_the_inner_pool_throws_goes_on_as_it_is()
    {
        var (watch, error) = (Watch(), new TimeoutException("none came free"));
        _inner.Does(_ => throw error);
        _inner.Does(_ => Task.FromException<IConnection>(error));
        using var caller = new CancellationTokenSource();
        for (var i = 0; i < 2; i++)
            Expect.Same(error, await Record.ExceptionAsync(() => Patience.Ends(watch.RentAsync(caller.Token))), Section);
        Expect.Equal(caller.Token, _inner.LastToken, "The inner pool's token", Section);
        _clock.Advance(s_threshold);
        Expect.Equal(0, _leaks.Count, "Reports of what was never taken", Section);
        Expect.Equal(0, _clock.Left, "Timers left on the clock", Section);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void A_threshold_of_zero_or_less_is_refused(long ticks) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new LeakWatch(_inner, TimeSpan.FromTicks(ticks), _clock, _leaks.Add));

    private LeakWatch Watch() => new(_inner, s_threshold, _clock, _leaks.Add);

    private Task<ILease> Rent(LeakWatch watch, string taker = "Checkout")
    {
        _inner.Gives(new Connection());
        return Patience.Ends(watch.RentAsync(Token, taker), "RentAsync");
    }

    // A method of its own, so that nothing here keeps the lease alive.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private string RentAndForget(LeakWatch watch)
    {
        _inner.Gives(new Connection());
        watch.RentAsync(Token, "Import").GetAwaiter().GetResult();
        return "Import";
    }
}
