using Camp.Testing;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Camp.Pooling.Tests;

public sealed class AcquireTimeoutTests
{
    private const string Section = "The wait has an end";
    // So long that a wall clock cannot pass for this one.
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan s_tick = TimeSpan.FromTicks(1);

    private readonly WatchedClock _clock = new();
    private readonly ScriptedPool _inner = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_time_limit_tells_its_story()
    {
        var (pool, story) = (new AcquireTimeout(_inner, TimeSpan.FromSeconds(3), _clock), "");
        _inner.Gives(new Connection(number: 1));
        await Tell("one is idle", 0);
        var late = Later();
        var waiting = pool.RentAsync(Token);
        await Tell("none is idle, 2.9 s later", 2.9, waiting);
        await Tell("0.1 s later", 0.1, waiting);
        late.SetResult(new Connection(number: 2));
        await Soon.Is(() => _inner.Returned.Count == 1);
        await Tell("another call, after the late one came back", 0);
        await Snapshots.Match("AcquireTimeout", story);

        async Task Tell(string what, double seconds, Task<IConnection>? renting = null)
        {
            renting ??= pool.RentAsync(Token);
            _clock.Advance(TimeSpan.FromSeconds(seconds));
            story += $"{what}: {await Outcome(renting, mayWait: seconds > 1)}; returned to the inner pool: {_inner.Returned.Count}\n";
        }
    }

    [Fact]
    public async Task A_connection_goes_through_and_stays_with_the_caller()
    {
        var connection = new Connection();
        _inner.Gives(connection);
        Expect.Equal(connection, await Rent(), "The connection", Section);
        Expect.Equal(0, _clock.Left, "Timers left on the clock", Section);
        _clock.Advance(s_limit * 2);
        Expect.Equal(0, _inner.Returned.Count, "Connections returned behind the caller's back", Section);
    }

    [Fact]
    public async Task A_connection_that_comes_in_time_is_the_callers()
    {
        var late = Later();
        var renting = Layer().RentAsync(Token);
        _clock.Advance(s_limit - s_tick);
        var connection = new Connection();
        late.SetResult(connection);
        Expect.Equal(connection, await Patience.Ends(renting), "The connection", Section);
        Expect.Equal(0, _inner.Returned.Count, "Connections returned behind the caller's back", Section);
        Expect.Equal(0, _clock.Left, "Timers left on the clock", Section);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_wait_ends_at_the_limit_to_the_tick(bool innerNotices)
    {
        Later(innerNotices);
        var renting = Layer().RentAsync(Token);
        _clock.Advance(s_limit - s_tick);
        Expect.True(!Together.Chance(() => renting.IsCompleted), "The wait ended before the limit.", Section);
        Expect.True(!_inner.LastToken.IsCancellationRequested, "The inner pool's token was cancelled before the limit.", Section);
        _clock.Advance(s_tick);
        await Assert.ThrowsAsync<TimeoutException>(() => Patience.Ends(renting, "RentAsync when the limit has passed"));
        Expect.True(_inner.LastToken.IsCancellationRequested, "The inner pool's token was not cancelled.", Section);
        Expect.Equal(0, _clock.Left, "Timers left on the clock", Section);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_cancels_waits_no_longer(bool innerNotices)
    {
        Later(innerNotices);
        using var caller = new CancellationTokenSource();
        var renting = Layer().RentAsync(caller.Token);
        await caller.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Patience.Ends(renting, "RentAsync when the caller has cancelled"));
        Expect.True(_inner.LastToken.IsCancellationRequested, "The inner pool's token was not cancelled.", Section);
        Expect.Equal(0, _clock.Left, "Timers left on the clock", Section);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_connection_that_comes_too_late_goes_back(bool cancelled)
    {
        var late = Later();
        using var caller = new CancellationTokenSource();
        var renting = Layer().RentAsync(caller.Token);
        if (cancelled)
            await caller.CancelAsync();
        else
            _clock.Advance(s_limit);
        await Record.ExceptionAsync(() => Patience.Ends(renting));
        Expect.Equal(0, _inner.Returned.Count, "Connections returned before there was one", Section);
        var connection = new Connection();
        late.SetResult(connection);
        await Soon.Is(() => _inner.Returned.Count > 0, "the late connection to come back to the inner pool");
        Expect.Sequence([connection], _inner.Returned, "Connections that came back", Section);
    }

    [Fact]
    public async Task Nothing_is_lost_when_limit_and_connection_meet()
    {
        for (var round = 0; round < 300; round++)
        {
            var (clock, inner, late, connection) = (new FakeTimeProvider(), new ScriptedPool(), new TaskCompletionSource<IConnection>(), new Connection());
            inner.Does(_ => late.Task);
            var renting = new AcquireTimeout(inner, s_limit, clock).RentAsync(Token);
            await Patience.Ends(Together.Run(2, number => (number == 0 ? () => clock.Advance(s_limit) : (Action)(() => late.SetResult(connection)))()));
            var missed = await Record.ExceptionAsync(() => Patience.Ends(renting)) is not null;
            if (missed)
                await Soon.Is(() => inner.Returned.Count == 1, "the connection of a caller who missed it to come back");
            Expect.Equal(missed ? 1 : 0, inner.Returned.Count, missed ? "Connections that came back" : "Connections returned behind the caller's back", Section);
        }
    }

    [Fact]
    public async Task Who_has_cancelled_before_does_not_ask()
    {
        _inner.Gives(new Connection());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Patience.Ends(Layer().RentAsync(new CancellationToken(true))));
        Expect.Equal(0, _inner.Asked, "Calls of the inner pool", Section);
        Expect.Equal(0, _clock.Left, "Timers left on the clock", Section);
    }

    [Theory]
    [InlineData(typeof(IOException))]
    [InlineData(typeof(OperationCanceledException))]
    [InlineData(typeof(TimeoutException))]
    public async Task What_the_inner_pool_throws_goes_on_as_it_is(Type type)
    {
        var error = (Exception)Activator.CreateInstance(type)!;
        _inner.Does(_ => Task.FromException<IConnection>(error));
        _inner.Does(_ => throw error);
        var pool = Layer();
        for (var i = 0; i < 2; i++)
            Expect.Same(error, await Record.ExceptionAsync(() => Patience.Ends(pool.RentAsync(Token))), Section);
        Expect.Equal(0, _clock.Left, "Timers left on the clock", Section);
    }

    [Fact]
    public async Task Each_call_has_its_own_limit()
    {
        var pool = Layer();
        Later();
        var second = Later();
        var first = pool.RentAsync(Token);
        _clock.Advance(TimeSpan.FromMinutes(2));
        var renting = pool.RentAsync(Token);
        _clock.Advance(TimeSpan.FromMinutes(1));
        await Assert.ThrowsAsync<TimeoutException>(() => Patience.Ends(first));
        Expect.True(!Together.Chance(() => renting.IsCompleted), "The second call ended with the first.", Section);
        second.SetResult(new Connection());
        await Patience.Ends(renting);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void A_limit_of_zero_or_less_is_refused(long ticks) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new AcquireTimeout(_inner, TimeSpan.FromTicks(ticks), _clock));

    private AcquireTimeout Layer() => new(_inner, s_limit, _clock);

    private Task<IConnection> Rent() => Patience.Ends(Layer().RentAsync(Token), "RentAsync");

    // The inner pool's next answer comes when the test says; it notices its token, or does not.
    private TaskCompletionSource<IConnection> Later(bool notices = false)
    {
        var later = new TaskCompletionSource<IConnection>(TaskCreationOptions.RunContinuationsAsynchronously);
        _inner.Does(token => notices ? later.Task.WaitAsync(token) : later.Task);
        return later;
    }

    private static async Task<string> Outcome(Task<IConnection> renting, bool mayWait)
    {
        if (mayWait && !renting.IsCompleted)
            return "waits";
        try
        {
            return (await Patience.Ends(renting)).ToString()!;
        }
        catch (TimeoutException)
        {
            return "TimeoutException";
        }
    }
}
