using Camp.Testing;
using Xunit;

namespace Camp.Pooling.Tests;

public sealed class ValidationTests
{
    private const string Section = "Alive?";
    // So long that a wall clock cannot pass for this one.
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_tick = TimeSpan.FromTicks(1);

    private readonly WatchedClock _clock = new();
    private readonly ScriptedPool _inner = new();
    private int _number;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Validation_tells_its_story()
    {
        var (pool, story) = (Layer(), "");
        _inner.Add(Alive(), Alive(), Alive());
        await Tell("all is well");
        foreach (var idle in _inner.Idle.Cast<Connection>())
            idle.Answer = Dead;
        _inner.Gives(_inner.Idle[1]);
        _inner.Steal(_inner.Idle[1]);
        _inner.Gives(Alive());
        await Tell("the server was away and is back");
        _inner.Add(Open(Dead));
        _inner.Gives((Connection)_inner.Idle[^1]);
        _inner.Steal(_inner.Idle[^1]);
        _inner.Does(_ => throw new IOException("no route"));
        await Tell("the server is away");
        _inner.Gives(Alive());
        await Tell("the server is back");
        await Snapshots.Match("Validation", story);

        async Task Tell(string what)
        {
            var got = "";
            var error = await Record.ExceptionAsync(async () => got = (await Patience.Ends(pool.RentAsync(Token))).ToString());
            story += $"{what}: {error?.GetType().Name ?? got}; closed {string.Join(", ", _inner.Discarded.DefaultIfEmpty().Select(c => c?.ToString() ?? "none"))}; idle {_inner.Idle.Count}\n";
        }
    }

    [Fact]
    public async Task A_connection_that_is_alive_is_given_out_and_asked_each_time()
    {
        var (pool, connection, other) = (Layer(), Alive(), Alive());
        _inner.Add(other);
        using var caller = new CancellationTokenSource();
        for (var time = 1; time <= 3; time++)
        {
            _inner.Gives(connection);
            Expect.Equal(connection, await Patience.Ends(pool.RentAsync(caller.Token)), "The connection", Section);
            Expect.Equal(time, connection.Checks, "Checks", Section);
        }
        Expect.Equal(0, other.Checks + _inner.Discarded.Count + _inner.Returned.Count, "What was done to others", Section);
        Expect.Equal(caller.Token, _inner.LastToken, "The inner pool's token", Section);
        Expect.Equal(0, _clock.Left, "Timers left on the clock", Section);
    }

    [Theory]
    [InlineData("false")]
    [InlineData("fails")]
    [InlineData("throws")]
    [InlineData("gives up")]
    public async Task A_dead_one_is_discarded_and_another_taken(string death)
    {
        var (dead, alive) = (Open(DeadBy(death)), Alive());
        _inner.Gives(dead, alive);
        Expect.Equal(alive, await Patience.Ends(Layer().RentAsync(Token)), $"The connection, when a check {death}", Section);
        Expect.Sequence([dead], _inner.Discarded, "Discarded connections", Section);
        Expect.Equal(0, _inner.Returned.Count, "Connections returned", Section);
        Expect.Equal(0, _clock.Left, "Timers left on the clock", Section);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task One_that_never_answers_is_dead_at_the_limit_to_the_tick(bool notices)
    {
        var silence = new Silence(notices);
        var (silent, alive) = (Open(silence.Answer), Alive());
        _inner.Gives(silent, alive);
        var renting = Layer().RentAsync(Token);
        await Patience.Ends(silence.Asked);
        _clock.Advance(s_limit - s_tick);
        Expect.True(!Together.Chance(() => silence.Token.IsCancellationRequested || _inner.Discarded.Count > 0), "The check was given up before its limit.", Section);
        _clock.Advance(s_tick);
        Expect.Equal(alive, await Patience.Ends(renting, "RentAsync when a check has not answered in time"), "The connection", Section);
        Expect.True(silence.Token.IsCancellationRequested, "The token of the check was not cancelled.", Section);
        Expect.Sequence([silent], _inner.Discarded, "Discarded connections", Section);
        Expect.Equal(0, _clock.Left, "Timers left on the clock", Section);
    }

    [Fact]
    public async Task Each_check_has_the_whole_limit()
    {
        var (first, second) = (new Silence(true), new Silence(true));
        _inner.Gives(Open(first.Answer), Open(second.Answer), Alive());
        var renting = Layer().RentAsync(Token);
        await Patience.Ends(first.Asked);
        _clock.Advance(s_limit);
        await Patience.Ends(second.Asked, "the second check");
        _clock.Advance(s_limit - s_tick);
        Expect.True(!Together.Chance(() => second.Token.IsCancellationRequested), "The second check was given up before its limit.", Section);
        _clock.Advance(s_tick);
        await Patience.Ends(renting);
    }

    [Fact]
    public async Task With_a_dead_one_all_that_are_idle_go_unasked()
    {
        var (one, two) = (Alive(), Open(Dead));
        _inner.Add(one, two);
        _inner.Gives(Open(Dead));
        var alive = Alive();
        _inner.Does(_ =>
        {
            Expect.Equal(3, _inner.Discarded.Count, "Discarded before another was rented", Section);
            return Task.FromResult<IConnection>(alive);
        });
        Expect.Equal(alive, await Patience.Ends(Layer().RentAsync(Token)), "The connection", Section);
        Expect.Equal(0, one.Checks + two.Checks, "Checks of idle connections", Section);
        Expect.True(one.Closed && two.Closed && _inner.Idle.Count == 0, "Idle connections were left.", Section);
    }

    [Fact]
    public async Task What_somebody_takes_meanwhile_is_theirs()
    {
        var (taken, left) = (Alive(), Alive());
        _inner.Add(taken, left);
        _inner.OnTake = connection =>
        {
            if (connection == taken)
                _inner.Steal(connection);
        };
        _inner.Gives(Open(Dead), Alive());
        await Patience.Ends(Layer().RentAsync(Token));
        Expect.True(!taken.Closed, "A connection that somebody had taken was closed.", Section);
        Expect.True(left.Closed, "An idle connection was left.", Section);
    }

    [Fact]
    public async Task After_three_dead_ones_it_gives_up()
    {
        _inner.Gives(Open(Dead), Open(Dead), Open(Dead), Alive());
        var pool = Layer();
        await Assert.ThrowsAsync<IOException>(() => Patience.Ends(pool.RentAsync(Token)));
        Expect.Equal(3, _inner.Asked, "Connections rented", Section);
        Expect.Equal(3, _inner.Discarded.Count, "Connections discarded", Section);
        await Patience.Ends(pool.RentAsync(Token));
    }

    [Fact]
    public async Task Two_dead_ones_are_not_too_many()
    {
        var alive = Alive();
        _inner.Gives(Open(Dead), Open(Dead), alive);
        Expect.Equal(alive, await Patience.Ends(Layer().RentAsync(Token)), "The connection", Section);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task What_the_inner_pool_throws_goes_on_as_it_is(int deadBefore)
    {
        for (var i = 0; i < deadBefore; i++)
            _inner.Gives(Open(Dead));
        var error = new TimeoutException("no route");
        _inner.Does(_ => Task.FromException<IConnection>(error));
        var pool = Layer();
        Expect.Same(error, await Record.ExceptionAsync(() => Patience.Ends(pool.RentAsync(Token))), Section);
        Expect.Equal(deadBefore + 1, _inner.Asked, "Attempts while the server is away", Section);
        var alive = Alive();
        _inner.Gives(alive);
        Expect.Equal(alive, await Patience.Ends(pool.RentAsync(Token)), "The connection when the server is back", Section);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_cancels_during_a_check_waits_no_longer_and_that_connection_goes(bool notices)
    {
        var silence = new Silence(notices);
        var (asked, idle) = (Open(silence.Answer), Alive());
        _inner.Add(idle);
        _inner.Gives(asked);
        using var caller = new CancellationTokenSource();
        var renting = Layer().RentAsync(caller.Token);
        await Patience.Ends(silence.Asked);
        await caller.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Patience.Ends(renting, "RentAsync when the caller has cancelled"));
        Expect.Sequence([asked], _inner.Discarded, "Discarded connections", Section);
        Expect.Equal(1, _inner.Idle.Count, "Idle connections, which have nothing to do with it", Section);
        Expect.Equal(0, _inner.Returned.Count, "Connections returned in the middle of a check", Section);
        Expect.Equal(0, _clock.Left, "Timers left on the clock", Section);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void A_limit_of_zero_or_less_is_refused(long ticks) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Validation(_inner, TimeSpan.FromTicks(ticks), _clock));

    private Validation Layer() => new(_inner, s_limit, _clock);

    private Connection Alive() => new(null, ++_number);

    private Connection Open(Func<CancellationToken, Task<bool>> answer) => new(null, ++_number) { Answer = answer };

    private static Task<bool> Dead(CancellationToken cancellation) => Task.FromResult(false);

    private static Func<CancellationToken, Task<bool>> DeadBy(string death) => death switch
    {
        "fails" => _ => Task.FromException<bool>(new IOException("broken pipe")),
        "throws" => _ => throw new IOException("broken pipe"),
        "gives up" => _ => Task.FromException<bool>(new TaskCanceledException("the driver's own timeout")),
        _ => Dead,
    };

    /// <summary>A check that is never answered; it notices its token, or does not.</summary>
    private sealed class Silence(bool notices)
    {
        private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Asked => _asked.Task;

        public CancellationToken Token { get; private set; }

        public Task<bool> Answer(CancellationToken cancellation)
        {
            Token = cancellation;
            _asked.TrySetResult();
            var never = new TaskCompletionSource<bool>();
            return notices ? never.Task.WaitAsync(cancellation) : never.Task;
        }
    }
}
