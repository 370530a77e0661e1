using Camp.Testing;
using Xunit;

namespace Camp.Pooling.Tests;

public sealed partial class BoundedPoolTests
{
    private const string Section = "A pool";
    private const string Fifo = "First come, first served";

    private readonly Server _server = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_pool_tells_its_story()
    {
        var pool = Pool(2);
        var story = "";
        var (ann, bob) = (await Rent(pool), await Rent(pool));
        Tell("Ann and Bob rent", ann, bob);
        var (cleo, dan) = (Start(pool), Start(pool));
        Tell("Cleo and Dan wait");
        await pool.ReturnAsync(bob);
        Tell("Bob returns his, Cleo gets it", await Patience.Ends(cleo));
        await pool.DiscardAsync(ann);
        var dans = await Patience.Ends(dan);
        Tell("Ann discards hers, Dan opens another", dans);
        await pool.ReturnAsync(await cleo);
        await pool.ReturnAsync(dans);
        Tell("Cleo returns hers, then Dan");
        Tell("Eve rents", await Rent(pool));
        await Snapshots.Match("BoundedPool", story);

        void Tell(string what, params IConnection[] got) =>
            story += $"{what}: {string.Join(", ", got.DefaultIfEmpty().Select(c => c?.ToString() ?? "-"))}; idle {pool.Idle.Count}, opened {_server.Opened.Count}, closed {_server.Closed}\n";
    }

    [Fact]
    public async Task A_connection_that_came_back_is_used_again()
    {
        var pool = Pool(3);
        var first = await Rent(pool);
        for (var i = 0; i < 5; i++)
        {
            await pool.ReturnAsync(first);
            Expect.True(ReferenceEquals(first, await Rent(pool)), "The connection that came back was not used again.", Section);
        }
        Expect.Equal(1, _server.Opened.Count, "Connections opened for one caller after the other", Section);
    }

    [Fact]
    public async Task The_connection_that_came_back_last_is_rented_first()
    {
        var pool = Pool(3);
        var all = new[] { await Rent(pool), await Rent(pool), await Rent(pool) };
        foreach (var i in new[] { 1, 0, 2 })
            await pool.ReturnAsync(all[i]);
        Expect.Sequence([all[1], all[0], all[2]], pool.Idle, "Idle connections, the longest idle first", Section);
        foreach (var i in new[] { 2, 0, 1 })
            Expect.Equal(all[i], await Rent(pool), "The connection that came back last", Section);
        Expect.Equal(0, pool.Idle.Count, "Idle connections when all are out", Section);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(20)]
    public async Task The_one_too_many_waits(int maximum)
    {
        var pool = Pool(maximum);
        var rented = new List<IConnection>();
        for (var i = 0; i < maximum; i++)
            rented.Add(await Rent(pool));
        var waiting = Start(pool);
        Expect.True(!Together.Chance(() => waiting.IsCompleted), $"A pool of {maximum} gave out one more.", Section);
        Expect.Equal(maximum, _server.Asked, "Connections opened", Section);
        await pool.ReturnAsync(rented[0]);
        Expect.Equal(rented[0], await Patience.Ends(waiting), "What the waiter got", Section);
    }

    [Fact]
    public async Task Who_has_waited_longest_is_served_first()
    {
        var pool = Pool(2);
        var (one, two) = (await Rent(pool), await Rent(pool));
        var waiting = Enumerable.Range(0, 6).Select(_ => Start(pool)).ToList();
        for (var i = 0; i < 6; i++)
        {
            await pool.ReturnAsync(i % 2 == 0 ? one : two);
            Expect.Equal(i % 2 == 0 ? one : two, await Patience.Ends(waiting[i], $"the caller who came as number {i + 1}"), $"What number {i + 1} got", Fifo);
            Expect.Equal(5 - i, waiting.Count(task => !task.IsCompleted), $"Those who still wait when number {i + 1} is served", Fifo);
        }
    }

    [Fact]
    public async Task Nobody_overtakes_those_who_wait()
    {
        var pool = Pool(1);
        var connection = await Rent(pool);
        for (var round = 0; round < 50; round++)
        {
            var waiting = Start(pool);
            await pool.ReturnAsync(connection);
            var late = Start(pool);
            connection = await Patience.Ends(waiting, "the one who waited");
            Expect.True(!late.IsCompleted, "Somebody who came later was served too.", Fifo);
            await pool.ReturnAsync(connection);
            connection = await Patience.Ends(late, "the one who came later");
        }
    }

    [Fact]
    public async Task A_discarded_connection_makes_room_for_the_one_who_waits()
    {
        var pool = Pool(1);
        var first = await Rent(pool);
        var waiting = Start(pool);
        await pool.DiscardAsync(first);
        var second = await Patience.Ends(waiting, "the caller who waits for a place");
        Expect.True(!ReferenceEquals(first, second) && ((Connection)first).Closed && !((Connection)second).Closed, "The discarded connection should be closed, and the waiter's a new one.", Section);
        Expect.Equal(1, _server.Most, "The most connections at once", Section);
    }

    [Fact]
    public async Task A_connection_that_is_being_closed_still_counts()
    {
        var pool = Pool(1);
        var first = await Rent(pool);
        using var closing = _server.Closing = new Gate();
        var waiting = Start(pool);
        var discarding = Patience.Returns(() => pool.DiscardAsync(first).AsTask(), "DiscardAsync, which must not block").Unwrap();
        await Patience.Ends(Task.WhenAny(closing.Arrived, discarding), "closing");
        var late = Start(pool);
        Expect.Equal(0, pool.Idle.Count, "Idle connections while one is being closed", Section);
        Expect.True(!Together.Chance(() => _server.Asked > 1), "Another connection was opened before the old one was closed.", Section);
        closing.Open();
        await Patience.Ends(discarding);
        var second = await Patience.Ends(waiting, "the caller who waits for a place");
        Expect.Equal(1, _server.Most, "The most connections at once", Section);
        await pool.ReturnAsync(second);
        Expect.Equal(second, await Patience.Ends(late, "the caller who came while it was being closed"), "What the next one got", Fifo);
    }

    [Fact]
    public async Task Connections_are_opened_side_by_side()
    {
        using var opening = _server.Opening = new Gate(expected: 3);
        var pool = Pool(4);
        var renting = Enumerable.Range(0, 3).Select(_ => Start(pool)).ToList();
        await Patience.Ends(opening.Arrived, "three openings at once");
        Expect.Equal(0, pool.Idle.Count, "Idle connections while three are being opened", Section);
        opening.Open();
        Expect.Equal(3, (await Patience.Ends(Task.WhenAll(renting))).Distinct().Count(), "Different connections", Section);
    }

    [Fact]
    public async Task An_opening_that_blocks_its_thread_holds_up_nobody()
    {
        using var leave = new ManualResetEventSlim();
        var (begun, asked) = (new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), 0);
        var pool = new BoundedPool(3, async token =>
        {
            if (Interlocked.Increment(ref asked) == 2)
            {
                begun.SetResult();
                leave.Wait(token);
            }
            return await _server.OpenAsync(token);
        });
        var first = await Rent(pool);
        var blocked = Patience.Start(() => pool.RentAsync(Token)).Unwrap();
        await Patience.Ends(Task.WhenAny(begun.Task, blocked));
        await Patience.Returns(() => pool.ReturnAsync(first).AsTask(), "ReturnAsync while an opening blocks").Unwrap();
        Expect.Equal(first, await Rent(pool), "Rented while an opening blocks", Section);
        leave.Set();
        await Patience.Ends(blocked);
    }

    [Fact]
    public async Task Under_load_each_connection_has_one_user_and_there_are_never_too_many()
    {
        var pool = Pool(3);
        var callers = Enumerable.Range(0, 12).Select(number => Task.Run(async () =>
        {
            for (var i = 0; i < 200; i++)
            {
                var connection = await pool.RentAsync(Token);
                await ((Connection)connection).Use();
                await (i % 10 == number % 10 ? pool.DiscardAsync(connection) : pool.ReturnAsync(connection));
            }
        }));
        await Patience.Ends(Task.WhenAll(callers), "12 callers that rent and return");
        Expect.True(!_server.Opened.Any(connection => connection.Misused), "A connection was used by two callers at once, or after it was closed.", Section);
        Expect.True(_server.Most <= 3, $"A pool of 3 had {_server.Most} connections at once.", Section);
        Expect.Equal(_server.Opened.Count - _server.Closed, pool.Idle.Count, "Idle connections when all have come back", Section);
    }

    [Fact]
    public async Task Many_threads_rent_and_return()
    {
        var pool = Pool(8);
        await Patience.Ends(Together.Race(6, _ =>
        {
            // There are more connections than threads, so none of them waits.
            var connection = (Connection)pool.RentAsync(Token).GetAwaiter().GetResult();
            connection.Hold();
            pool.ReturnAsync(connection).AsTask().GetAwaiter().GetResult();
        }), "6 threads that rent and return");
        Expect.True(!_server.Opened.Any(connection => connection.Misused), "Two threads had the same connection.", Section);
        Expect.Equal(_server.Opened.Count, pool.Idle.Distinct().Count(), "Idle connections when all have come back", Section);
        Expect.True(_server.Most <= 6, $"6 threads needed {_server.Most} connections.", Section);
    }

    [Fact]
    public async Task A_connection_comes_back_once()
    {
        var pool = Pool(2);
        var (one, two) = (await Rent(pool), await Rent(pool));
        await pool.ReturnAsync(one);
        await Refused(async () => await pool.ReturnAsync(one));
        await Refused(async () => await pool.DiscardAsync(one));
        await pool.DiscardAsync(two);
        await Refused(async () => await pool.ReturnAsync(two));
        await Refused(async () => await pool.DiscardAsync(two));
        await Refused(async () => await pool.ReturnAsync(new Connection()));
        await Refused(async () => await Pool(1).DiscardAsync(one));
        Expect.Sequence([one], pool.Idle, "Idle connections after what was refused", Section);
        Expect.True(!((Connection)one).Closed, "An idle connection was closed by somebody who no longer had it.", Section);

        async Task Refused(Func<Task> back) => await Assert.ThrowsAsync<InvalidOperationException>(() => Patience.Ends(back()));
    }

    [Fact]
    public async Task A_failure_to_close_is_swallowed_and_frees_the_place()
    {
        var pool = Pool(1);
        var first = await Rent(pool);
        ((Connection)first).CloseFailure = new IOException("The server is gone.");
        await Patience.Ends(pool.DiscardAsync(first).AsTask());
        await Rent(pool);
        Expect.Equal(2, _server.Opened.Count, "Connections opened", Section);
    }

    [Fact]
    public async Task An_idle_connection_can_be_taken_by_itself()
    {
        var pool = Pool(3);
        var (one, two) = (await Rent(pool), await Rent(pool));
        Expect.True(!pool.TryTake(one), "A connection that somebody has was taken.", Section);
        await pool.ReturnAsync(one);
        await pool.ReturnAsync(two);
        Expect.True(pool.TryTake(one), "An idle connection could not be taken.", Section);
        Expect.True(!pool.TryTake(one), "A connection was taken twice.", Section);
        Expect.True(!pool.TryTake(new Connection()), "A connection from elsewhere was taken.", Section);
        Expect.Sequence([two], pool.Idle, "Idle connections", Section);
        await pool.DiscardAsync(one);
        Expect.Equal(two, await Rent(pool), "Rented when the other was discarded", Section);
    }

    [Fact]
    public async Task Two_pools_have_their_own_connections()
    {
        var (one, other) = (Pool(1), Pool(1));
        var first = await Rent(one);
        var second = await Rent(other);
        await one.ReturnAsync(first);
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await one.ReturnAsync(second));
        Expect.Equal(0, other.Idle.Count, "Idle connections of the other pool", Section);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void A_maximum_below_one_is_refused(int maximum) => Assert.Throws<ArgumentOutOfRangeException>(() => Pool(maximum));

    private BoundedPool Pool(int maximum) => new(maximum, _server.OpenAsync);

    private static Task<IConnection> Start(BoundedPool pool, CancellationToken? token = null) => pool.RentAsync(token ?? Token);

    private static Task<IConnection> Rent(BoundedPool pool) =>
        Patience.Ends(Patience.Returns(() => pool.RentAsync(Token), "RentAsync, which must not block").Unwrap(), "RentAsync");
}
