using Camp.Testing;
using Xunit;

namespace Camp.Context.Tests;

public sealed class PropagateTests
{
    private const string Section = "Pass it on";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Three_layers_tell_their_story()
    {
        var story = new List<string>();
        await Tell("ann", new() { ["orders of ann"] = ["7", "9"], ["order 7"] = ["two", "books"], ["order 9"] = [] });
        await Tell("bob", new() { ["orders of bob"] = [] });
        await Tell("cleo", new() { ["orders of cleo"] = ["3", "4"], ["order 4"] = ["a pen"] });
        await Snapshots.Match("Propagate", string.Join('\n', story) + "\n");

        async Task Tell(string user, Dictionary<string, string[]> rows)
        {
            var page = "nothing";
            var ending = await Call.Ending(async () => page = await new Propagate(async (what, _) =>
            {
                story.Add($"  {what}");
                await Task.Yield();
                return rows.TryGetValue(what, out var found) ? found : throw new IOException();
            }).PageAsync(user, Token));
            story.Add($"{user}: '{page}', {ending}");
        }
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(2, true)]
    [InlineData(3, true)]
    [InlineData(1, false)]
    [InlineData(3, false)]
    public async Task The_callers_token_reaches_the_query_that_is_under_way(int query, bool page)
    {
        using var cancel = new CancellationTokenSource();
        using var gate = new Gate();
        var (asked, seen) = (0, CancellationToken.None);
        var layers = new Propagate(async (_, token) =>
        {
            if (++asked == query)
            {
                seen = token;
                await gate.Pass();
                token.ThrowIfCancellationRequested();
            }

            return ["1", "2"];
        });
        var call = await Start(layers, page, cancel.Token);
        await Call.Until(gate.Arrived, call, $"query {query}");
        Expect.True(!seen.IsCancellationRequested, "The query's token is cancelled, and nobody has cancelled.", Section);
        cancel.Cancel();
        Expect.True(seen.IsCancellationRequested, $"The caller cancelled, but the token of query {query} is not cancelled.", Section);
        gate.Open();
        await Call.Fails<OperationCanceledException>(() => call, "A call that was cancelled", Section);
        Expect.Equal(query, asked, "Queries", Section);
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(2, true)]
    [InlineData(3, true)]
    [InlineData(3, false)]
    public async Task After_the_cancellation_no_query_starts_and_there_is_no_result(int query, bool page)
    {
        using var cancel = new CancellationTokenSource();
        var asked = 0;
        var layers = new Propagate((_, _) =>
        {
            if (++asked == query)
                cancel.Cancel();
            return Task.FromResult<IReadOnlyList<string>>(["1", "2"]);
        });
        await Call.Fails<OperationCanceledException>(
            () => page ? layers.PageAsync("ann", cancel.Token) : layers.OrdersAsync("ann", cancel.Token), $"A call that was cancelled in query {query}, which did not listen", Section);
        Expect.Equal(query, asked, "Queries started", Section);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_token_that_was_cancelled_before_asks_nothing(bool page)
    {
        var asked = 0;
        var layers = new Propagate((_, _) => Task.FromResult<IReadOnlyList<string>>([$"{++asked}"]));
        await Call.Fails<OperationCanceledException>(
            () => page ? layers.PageAsync("ann", new(canceled: true)) : layers.OrdersAsync("ann", new(canceled: true)), "A call with a cancelled token", Section);
        Expect.Equal(0, asked, "Queries", Section);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task What_a_query_throws_goes_up_as_it_is(int query)
    {
        Exception[] errors = [new IOException("the database"), new OperationCanceledException("the database's own timeout")];
        foreach (var error in errors)
        {
            var asked = 0;
            var layers = new Propagate(async (_, _) =>
            {
                await Task.Yield();
                return ++asked == query ? throw error : ["1", "2"];
            });
            Expect.Same(error, await Call.Fails<Exception>(() => layers.PageAsync("ann", Token), $"Query {query} that fails", Section), Section);
        }
    }

    [Fact]
    public async Task Queries_run_one_after_the_other_and_block_nobody()
    {
        using var gate = new Gate();
        var asked = 0;
        var layers = new Propagate(async (_, _) =>
        {
            if (Interlocked.Increment(ref asked) == 2)
                await gate.Pass();
            return ["1", "2", "3"];
        });
        var call = await Start(layers, true, Token);
        await Call.Until(gate.Arrived, call, "the second query");
        Call.MustWait(call, "PageAsync, while a query is under way", Section);
        Expect.Equal(2, asked, "Queries, while the second is under way", Section);
        gate.Open();
        await Call.Ends(call, "PageAsync", Section);
    }

    private static Task<Task> Start(Propagate layers, bool page, CancellationToken token) =>
        Call.Start(() => page ? layers.PageAsync("ann", token) : (Task)layers.OrdersAsync("ann", token), "Propagate", Section);
}
