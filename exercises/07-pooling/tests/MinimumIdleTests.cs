using Camp.Testing;
using Xunit;

namespace Camp.Pooling.Tests;

public sealed class MinimumIdleTests
{
    private const string Section = "Ready for a burst";
    private const string Away = "When the server is away";
    // So long that a wall clock cannot pass for this one.
    private static readonly TimeSpan s_rest = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_tick = TimeSpan.FromTicks(1);

    private readonly WatchedClock _clock = new();
    private readonly ScriptedPool _inner = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_minimum_tells_its_story()
    {
        var story = "";
        await using var pool = Layer(2);
        await Tell("at the start");
        var rented = await pool.RentAsync(Token);
        await Tell("one is rented");
        await pool.ReturnAsync(rented);
        await Tell("it comes back");
        _inner.OnAdd = _ => throw new IOException("no route");
        await pool.RentAsync(Token);
        await pool.RentAsync(Token);
        await Tell("two are rented, the server is away");
        _inner.OnAdd = null;
        await Tell("the server is back");
        _clock.Advance(s_rest);
        await Tell("after the rest");
        await Snapshots.Match("MinimumIdle", story);

        async Task Tell(string what)
        {
            await Filled(pool);
            story += $"{what}: {_inner.Idle.Count} idle\n";
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5)]
    public async Task So_many_are_idle_from_the_start(int minimum)
    {
        await using var pool = Layer(minimum);
        await Soon.Is(() => _inner.Idle.Count == minimum, $"{minimum} idle connections, without a call");
        await Filled(pool);
        Expect.Equal(minimum, _inner.Adds, "Connections that were added", Section);
    }

    [Fact]
    public async Task Idle_connections_that_are_there_count()
    {
        _inner.Add(new Connection(), new Connection(), new Connection());
        await using var pool = Layer();
        await Filled(pool);
        Expect.Equal(2, _inner.Adds, "Connections added to three to make five", Section);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_was_rented_or_discarded_is_made_up_for(bool rented)
    {
        await using var pool = Layer();
        await Filled(pool);
        for (var round = 0; round < 5; round++)
        {
            var idle = _inner.Idle[0];
            if (rented)
                await Patience.Ends(pool.RentAsync(Token));
            else if (pool.TryTake(idle))
                await Patience.Ends(pool.DiscardAsync(idle).AsTask());
            await Soon.Is(() => _inner.Idle.Count == 5, $"5 idle connections after one was {(rented ? "rented" : "discarded")}");
        }
        await Filled(pool);
        Expect.Equal(10, _inner.Adds, "Connections that were added", Section);
        Expect.Equal(rented ? 0 : 5, _inner.Discarded.Count, "Connections discarded", Section);
    }

    [Fact]
    public async Task A_full_pool_ends_the_fill()
    {
        _inner.OnAdd = _ => Task.FromResult(false);
        await using var pool = Layer();
        await Filled(pool);
        var adds = _inner.Adds;
        Expect.True(!Together.Chance(() => _inner.Adds > adds), "It went on asking a pool that has no place.", Section);
        // A full pool is no failure: there is no rest.
        _inner.OnAdd = null;
        await Filled(pool);
        Expect.Equal(5, _inner.Idle.Count, "Idle connections when there is room again", Section);
    }

    [Fact]
    public async Task Nobody_waits_for_a_fill_and_one_connection_is_opened_at_a_time()
    {
        using var opening = new Gate();
        _inner.OnAdd = async _ =>
        {
            await opening.Pass();
            await Task.Yield();
            _inner.Add(new Connection());
            return true;
        };
        _inner.Add(new Connection(), new Connection(), new Connection(), new Connection());
        await using var pool = Layer(3);
        for (var i = 0; i < 4; i++)
            await Patience.Ends(Patience.Returns(() => pool.RentAsync(Token), "RentAsync, which must not block").Unwrap(), "RentAsync while connections are being opened");
        var asked = pool.FillAsync();
        await Patience.Ends(opening.Arrived);
        Expect.True(!Together.Chance(() => _inner.MostAdding > 1), "Two connections were being opened at once.", Section);
        opening.Open();
        await Patience.Ends(asked);
        Expect.Equal(3, _inner.Idle.Count, "Idle connections", Section);
        Expect.Equal(1, _inner.MostAdding, "Openings at once", Section);
    }

    [Fact]
    public async Task An_opening_that_blocks_its_thread_holds_up_nobody()
    {
        using var leave = new ManualResetEventSlim();
        _inner.Add(new Connection());
        _inner.OnAdd = _ =>
        {
            leave.Wait();
            _inner.Add(new Connection());
            return Task.FromResult(true);
        };
        var pool = await Patience.Returns(() => Layer(2), "the constructor, which must not wait");
        await Patience.Returns(() => pool.RentAsync(Token), "RentAsync while an opening blocks").Unwrap();
        leave.Set();
        await Filled(pool);
        await pool.DisposeAsync();
    }

    [Fact]
    public async Task A_request_at_the_last_moment_is_not_lost()
    {
        // The fill hears that the pool is full; before it ends, a discard makes room.
        using var lastLook = new Gate();
        _inner.OnAdd = async _ =>
        {
            await lastLook.Pass();
            return false;
        };
        await using var pool = Layer(1);
        await Patience.Ends(lastLook.Arrived);
        _inner.OnAdd = null;
        await Patience.Ends(Patience.Returns(() => pool.DiscardAsync(new Connection()).AsTask(), "DiscardAsync, which must not wait").Unwrap());
        lastLook.Open();
        await Soon.Is(() => _inner.Idle.Count == 1, "an idle connection after room was made during the last look");
    }

    [Fact]
    public async Task A_fill_that_was_asked_for_covers_what_went_before()
    {
        await using var pool = Layer(1);
        for (var round = 0; round < 300; round++)
        {
            foreach (var idle in _inner.Idle)
                _inner.Steal(idle);
            await Filled(pool);
            Expect.True(_inner.Idle.Count >= 1, "FillAsync ended, and no connection is idle.", Section);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task After_a_failure_the_server_has_its_rest(bool throwsAtOnce)
    {
        _inner.OnAdd = _ => throwsAtOnce ? throw new IOException("no route") : Task.FromException<bool>(new IOException("no route"));
        await using var pool = Layer();
        for (var round = 1; round <= 3; round++)
        {
            await Soon.Is(() => _inner.Adds == round, $"attempt {round}");
            await Filled(pool);
            _clock.Advance(s_rest - s_tick);
            await Filled(pool);
            _inner.Gives(new Connection());
            await pool.DiscardAsync(await pool.RentAsync(Token));
            Expect.True(!Together.Chance(() => _inner.Adds > round), "The server was asked during its rest.", Away);
            if (round == 3)
                _inner.OnAdd = null;
            _clock.Advance(s_tick);
        }

        await Soon.Is(() => _inner.Idle.Count == 5, "5 idle connections after the rest, without a call");
        await Filled(pool);
        Expect.Equal(3 + 5, _inner.Adds, "Attempts", Away);
    }

    [Fact]
    public async Task A_failure_is_nobodys_who_waits_for_the_fill()
    {
        var opening = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        _inner.OnAdd = _ => opening.Task;
        await using var pool = Layer();
        await Soon.Is(() => _inner.Adds == 1, "the first attempt");
        var fill = pool.FillAsync();
        opening.SetException(new IOException("no route"));
        Expect.True(await Record.ExceptionAsync(() => Patience.Ends(fill)) is null, "The fill fails with what opening has thrown.", Away);
    }

    [Fact]
    public async Task A_failure_is_nobodys_who_rents()
    {
        _inner.OnAdd = _ => throw new IOException("no route");
        _inner.Add(new Connection());
        await using var pool = Layer();
        await Filled(pool);
        await Patience.Ends(pool.RentAsync(Token));
        var error = new IOException("no connection");
        _inner.Does(_ => throw error);
        _inner.Does(_ => Task.FromException<IConnection>(error));
        for (var i = 0; i < 2; i++)
            Expect.Same(error, await Record.ExceptionAsync(() => Patience.Ends(pool.RentAsync(Token))), Section);
    }

    [Fact]
    public async Task The_inner_pool_gets_the_callers_token()
    {
        using var caller = new CancellationTokenSource();
        await using var pool = Layer();
        await Filled(pool);
        await Patience.Ends(pool.RentAsync(caller.Token));
        Expect.Equal(caller.Token, _inner.LastToken, "The token", Section);
    }

    [Fact]
    public async Task Disposing_cancels_what_is_under_way_and_waits_for_its_end()
    {
        using var opening = new Gate();
        var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _inner.OnAdd = async token =>
        {
            token.Register(() => cancelled.TrySetResult());
            await opening.Pass();
            throw new OperationCanceledException(token);
        };
        var pool = Layer();
        await Patience.Ends(opening.Arrived);
        var disposing = pool.DisposeAsync().AsTask();
        await Patience.Ends(cancelled.Task, "the opening's token to be cancelled");
        Expect.True(!Together.Chance(() => disposing.IsCompleted), "It was disposed before the opening had ended.", Section);
        opening.Open();
        await Patience.Ends(disposing);
        Expect.Equal(0, _clock.Left, "Timers left on the clock", Section);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Disposed_it_opens_nothing(bool duringTheRest)
    {
        if (duringTheRest)
            _inner.OnAdd = _ => throw new IOException("no route");
        var pool = Layer();
        await Filled(pool);
        await Patience.Ends(pool.DisposeAsync().AsTask());
        var adds = _inner.Adds;
        Expect.Equal(0, _clock.Left, "Timers left on the clock", Section);
        _clock.Advance(s_rest * 2);
        var connection = new Connection();
        _inner.Gives(connection);
        Expect.Equal(connection, await Patience.Ends(pool.RentAsync(Token)), "What the inner pool, which goes on, gave", Section);
        await Patience.Ends(pool.DiscardAsync(connection).AsTask());
        foreach (var idle in _inner.Idle)
            _inner.Steal(idle);
        await Filled(pool);
        Expect.True(!Together.Chance(() => _inner.Adds > adds), "It opened a connection after it was disposed.", Section);
    }

    [Fact]
    public async Task Disposed_between_two_openings_it_opens_no_more()
    {
        using var opening = new Gate();
        var opened = 0;
        _inner.OnAdd = async token =>
        {
            token.ThrowIfCancellationRequested();
            await opening.Pass();
            opened++;
            return true;
        };
        var pool = Layer();
        await Patience.Ends(opening.Arrived);
        var disposing = pool.DisposeAsync().AsTask();
        opening.Open();
        await Patience.Ends(disposing, "DisposeAsync while connections are being added");
        Expect.True(!Together.Chance(() => opened > 1), "It opened another connection while it was disposed.", Section);
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(1, 0)]
    [InlineData(1, -1)]
    public void Numbers_out_of_range_are_refused(int minimum, long rest) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new MinimumIdle(_inner, minimum, TimeSpan.FromTicks(rest), _clock));

    private MinimumIdle Layer(int minimum = 5) => new(_inner, minimum, s_rest, _clock);

    private static Task Filled(MinimumIdle pool) => Patience.Ends(Patience.Returns(pool.FillAsync, "FillAsync, which must not block").Unwrap(), "FillAsync");
}
