using Camp.Testing;

namespace Camp.Limits.Tests;

/// <summary>Small situations; every <c>camp check</c> runs each of them in hundreds of orders.</summary>
public static class FallbackRaces
{
    private const string Section = "Something instead";

    public static async Task One_fails_while_another_succeeds()
    {
        var fallback = new Fallback<string>("default", TimeSpan.FromMinutes(1), TimeProvider.System);
        var succeeding = Task.Run(() => fallback.GetAsync(Fine, default));
        var instead = await Task.Run(() => fallback.GetAsync(Broken, default));
        Expect.True(instead is { Source: Source.Default, Value: "default" } or { Source: Source.LastGood, Value: "fine" },
            $"A failed call is answered by {instead.Value} as {instead.Source}.", Section);
        Expect.Equal(Source.Live, (await succeeding).Source, "The source of the call that succeeded", Section);
        Expect.Equal("fine", (await fallback.GetAsync(Broken, default)).Value, "The last good value", Section);
    }

    public static async Task Two_succeed_at_once()
    {
        var fallback = new Fallback<string>("default", TimeSpan.FromMinutes(1), TimeProvider.System);
        await Task.WhenAll(Task.Run(() => fallback.GetAsync(Fine, default)), Task.Run(() => fallback.GetAsync(Fine, default)));
        Expect.Equal(Source.LastGood, (await fallback.GetAsync(Broken, default)).Source, "The source after two calls that succeeded", Section);
    }

    public static async Task Two_end_at_once_and_the_one_that_began_last_counts()
    {
        var fallback = new Fallback<string>("default", TimeSpan.FromMinutes(1), TimeProvider.System);
        var (older, newer) = (Ended(), Ended());
        var calls = Task.WhenAll(fallback.GetAsync(_ => older.Task, default), fallback.GetAsync(_ => newer.Task, default));
        await Task.WhenAll(Task.Run(() => older.SetResult("older")), Task.Run(() => newer.SetResult("newer")));
        await calls;
        Expect.Equal("newer", (await fallback.GetAsync(Broken, default)).Value, "The last good value", Section);

        static TaskCompletionSource<string> Ended() => new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private static async Task<string> Fine(CancellationToken cancellation)
    {
        await Task.Yield();
        return "fine";
    }

    private static Task<string> Broken(CancellationToken cancellation) => throw new IOException("Broken.");
}
