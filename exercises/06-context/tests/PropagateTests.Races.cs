using Camp.Testing;

namespace Camp.Context.Tests;

/// <summary>Small situations; every <c>camp check</c> runs each of them in hundreds of orders.</summary>
public static class PropagateRaces
{
    private const string Section = "Pass it on";

    public static async Task Queries_come_one_after_the_other()
    {
        var inside = 0;
        Expect.Equal("ada: a b; a b", await new Propagate(Query).PageAsync("ada", CancellationToken.None), "The page", Section);

        async Task<IReadOnlyList<string>> Query(string text, CancellationToken cancellation)
        {
            Expect.Equal(1, Interlocked.Increment(ref inside), "Queries under way", Section);
            await Task.Yield();
            Interlocked.Decrement(ref inside);
            return ["a", "b"];
        }
    }

    public static async Task The_caller_goes_on_while_a_query_waits()
    {
        var free = new TaskCompletionSource<IReadOnlyList<string>>(TaskCreationOptions.RunContinuationsAsynchronously);
        var page = new Propagate((text, _) => text == "order 1" ? free.Task : Task.FromResult<IReadOnlyList<string>>(["1"])).PageAsync("ada", CancellationToken.None);
        free.SetResult(["tea"]);
        Expect.Equal("ada: tea", await page, "The page", Section);
    }

    public static Task The_caller_leaves_while_the_orders_are_looked_up() => Leaves("orders of ada");

    public static Task The_caller_leaves_while_an_order_is_read() => Leaves("order 1");

    private static async Task Leaves(string duringQuery)
    {
        using var leave = new CancellationTokenSource();
        var inside = 0;
        var leaving = Task.Run(leave.Cancel);
        var error = await Situation.Failure(() => new Propagate(Query).PageAsync("ada", leave.Token));
        Expect.Equal(0, Volatile.Read(ref inside), "Queries under way when the call has ended", Section);
        Expect.True(error is OperationCanceledException, $"The caller has left: expected an OperationCanceledException, not {error?.GetType().Name ?? "a page"}.", Section);
        await leaving;

        async Task<IReadOnlyList<string>> Query(string text, CancellationToken cancellation)
        {
            Interlocked.Increment(ref inside);
            if (text == duringQuery)
                await Situation.Told(cancellation);
            await Task.Yield();
            Interlocked.Decrement(ref inside);
            return text == duringQuery ? throw new OperationCanceledException(cancellation) : ["1"];
        }
    }
}
