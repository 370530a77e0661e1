using Camp.Testing;
using Xunit;

namespace Camp.Pooling.Tests;

/// <summary>Failures, cancellation and additions, with others waiting.</summary>
public sealed partial class BoundedPoolTests
{
    private const string Lost = "Nothing gets lost";

    [Fact]
    public async Task A_failed_opening_leaves_its_place_free()
    {
        var pool = Pool(1);
        _server.Refusal = new IOException("no route");
        for (var i = 0; i < 3; i++)
            Expect.True(ReferenceEquals(_server.Refusal, await Record.ExceptionAsync(() => Rent(pool))), "The caller should get what opening threw.", Lost);
        _server.Refusal = null;
        await Rent(pool);
        Expect.Equal(1, _server.Opened.Count, "Connections opened when the server is back", Lost);
    }

    [Fact]
    public async Task When_an_opening_fails_the_next_in_the_queue_may_try()
    {
        using var opening = _server.Opening = new Gate();
        var pool = Pool(1);
        var failing = Start(pool);
        await Patience.Ends(opening.Arrived);
        var (second, third) = (Start(pool), Start(pool));
        _server.Refusal = new IOException("no route");
        opening.Open();
        foreach (var task in new[] { failing, second, third })
            Expect.True(ReferenceEquals(_server.Refusal, await Record.ExceptionAsync(() => Patience.Ends(task, "a caller behind a failed opening"))), "Each in the queue should try for itself.", Lost);
        _server.Refusal = null;
        await Rent(pool);
        Expect.Equal(1, _server.Most, "The most connections at once", Lost);
    }

    [Fact]
    public async Task Who_cancels_leaves_the_queue()
    {
        var pool = Pool(1);
        var connection = await Rent(pool);
        using var caller = new CancellationTokenSource();
        var (first, second, third) = (Start(pool), Start(pool, caller.Token), Start(pool));
        await caller.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Patience.Ends(second, "the caller who cancelled"));
        await pool.ReturnAsync(connection);
        await pool.ReturnAsync(await Patience.Ends(first, "the first in the queue"));
        Expect.Equal(connection, await Patience.Ends(third, "the one behind the caller who cancelled"), "What the next one got", Lost);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_queue_that_has_left_takes_nothing_along(bool discard)
    {
        var pool = Pool(1);
        var connection = await Rent(pool);
        using var caller = new CancellationTokenSource();
        var waiting = Enumerable.Range(0, 3).Select(_ => Start(pool, caller.Token)).ToList();
        await caller.CancelAsync();
        foreach (var task in waiting)
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Patience.Ends(task));
        await (discard ? pool.DiscardAsync(connection) : pool.ReturnAsync(connection));
        await Rent(pool);
        Expect.Equal(discard ? 2 : 1, _server.Opened.Count, "Connections opened", Lost);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_has_cancelled_before_takes_nothing(bool idle)
    {
        var pool = Pool(1);
        if (idle)
            await pool.ReturnAsync(await Rent(pool));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Patience.Ends(Start(pool, new CancellationToken(true))));
        Expect.Equal(idle ? 1 : 0, _server.Asked, "Connections opened", Lost);
        Expect.Equal(idle ? 1 : 0, pool.Idle.Count, "Idle connections", Lost);
        await Rent(pool);
    }

    [Fact]
    public async Task Opening_gets_the_callers_token_and_leaves_the_place_free()
    {
        using var opening = _server.Opening = new Gate();
        using var caller = new CancellationTokenSource();
        var pool = Pool(1);
        var renting = Start(pool, caller.Token);
        await Patience.Ends(opening.Arrived);
        await caller.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Patience.Ends(renting, "an opening whose caller has cancelled"));
        opening.Open();
        await Rent(pool);
        Expect.Equal(1, _server.Opened.Count, "Connections opened", Lost);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Nothing_is_lost_when_cancelling_and_coming_back_meet(bool discard)
    {
        for (var round = 0; round < 400; round++)
        {
            var pool = Pool(1);
            var connection = await pool.RentAsync(Token);
            using var caller = new CancellationTokenSource();
            var waiting = pool.RentAsync(caller.Token);
            await Patience.Ends(Together.Run(2, number =>
            {
                if (number == 0)
                    caller.Cancel();
                else
                    (discard ? pool.DiscardAsync(connection) : pool.ReturnAsync(connection)).AsTask().Wait();
            }), "cancelling while a connection comes back");
            if (await Record.ExceptionAsync(() => Patience.Ends(waiting)) is null)
                await pool.ReturnAsync(await waiting);
            await Rent(pool);
        }
    }

    [Fact]
    public async Task What_a_waiter_does_next_does_not_run_inside_ReturnAsync()
    {
        var pool = Pool(1);
        var connection = await Rent(pool);
        using var leave = new ManualResetEventSlim();
        // From a pool thread, where no context takes the continuation elsewhere.
        var waiting = await Task.Run(() => Task.FromResult(Waiter()), Token);
        await Patience.Returns(() => pool.ReturnAsync(connection).AsTask().Wait(Token), "ReturnAsync while the waiter blocks its thread");
        leave.Set();
        await Patience.Ends(waiting);

        async Task Waiter()
        {
            await pool.RentAsync(Token).ConfigureAwait(false);
            leave.Wait(Token);
        }
    }

    [Fact]
    public async Task A_connection_can_be_added_while_there_is_a_place()
    {
        var pool = Pool(2);
        Expect.True(await Patience.Ends(pool.TryAddAsync(Token)), "There was a place.", Section);
        Expect.Equal(1, pool.Idle.Count, "Idle connections", Section);
        var first = await Rent(pool);
        Expect.True(await Patience.Ends(pool.TryAddAsync(Token)), "There was a place.", Section);
        Expect.True(!await Patience.Ends(pool.TryAddAsync(Token)), "There was no place left.", Section);
        Expect.Equal(2, _server.Asked, "Connections opened", Section);
        await pool.DiscardAsync(first);
        Expect.True(await Patience.Ends(pool.TryAddAsync(Token)), "The discarded one has made a place.", Section);
        Expect.Equal(2, pool.Idle.Count, "Idle connections", Section);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_added_connection_goes_to_the_one_who_waits_and_so_does_its_place(bool fails)
    {
        using var opening = _server.Opening = new Gate();
        var pool = Pool(1);
        var adding = pool.TryAddAsync(Token);
        await Patience.Ends(opening.Arrived);
        var waiting = Start(pool);
        _server.Refusal = fails ? new IOException("no route") : null;
        opening.Open();
        if (fails)
        {
            Expect.True(ReferenceEquals(_server.Refusal, await Record.ExceptionAsync(() => Patience.Ends(adding))), "Who adds should get what opening threw.", Lost);
            Expect.True(ReferenceEquals(_server.Refusal, await Record.ExceptionAsync(() => Patience.Ends(waiting, "the one who waits"))), "Who waits gets the place, and tries for itself.", Lost);
            return;
        }

        Expect.True(await Patience.Ends(adding), "There was a place.", Section);
        var connection = await Patience.Ends(waiting, "the one who waits");
        Expect.Equal(0, pool.Idle.Count, "Idle connections", Section);
        await pool.ReturnAsync(connection);
    }
}
