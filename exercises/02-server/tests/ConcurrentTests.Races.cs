using Camp.Testing;

namespace Camp.Server.Tests;

/// <summary>Small situations; every <c>camp check</c> runs each of them in hundreds of orders.</summary>
public static class ConcurrentRaces
{
    private const string Section = "Many at once";

    public static async Task Two_requests_wait_for_each_other()
    {
        var (both, there) = (new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), 0);
        var concurrent = new Concurrent(Ask);
        await Task.WhenAll(concurrent.HandleAsync(Request("/a")), concurrent.HandleAsync(Request("/b")));
        Expect.Equal(0, concurrent.InFlight, "Requests in flight when both have ended", Section);

        async Task<string> Ask(string path, CancellationToken cancellation)
        {
            if (Interlocked.Increment(ref there) == 2)
                both.SetResult();
            await both.Task;
            return path;
        }
    }

    public static async Task A_request_fails_beside_another()
    {
        var concurrent = new Concurrent(Ask);
        var failing = Task.Run(() => concurrent.HandleAsync(Request("/fails")));
        await concurrent.HandleAsync(Request("/a"));
        try
        {
            await failing;
            Expect.True(false, "The backend failed, and the request ended well.", Section);
        }
        catch (TimeoutException)
        {
            Expect.Equal(0, concurrent.InFlight, "Requests in flight when both have ended", Section);
        }

        async Task<string> Ask(string path, CancellationToken cancellation)
        {
            await Task.Yield();
            return path == "/fails" ? throw new TimeoutException() : path;
        }
    }

    private static DefaultHttpContext Request(string path)
    {
        var context = new DefaultHttpContext();
        context.Request.Path = path;
        return context;
    }
}
