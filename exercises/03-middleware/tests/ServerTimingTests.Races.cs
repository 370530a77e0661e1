using Camp.Testing;

namespace Camp.Middleware.Tests;

/// <summary>Small situations; every <c>camp check</c> runs each of them in many orders.</summary>
public static class ServerTimingRaces
{
    public static async Task Two_requests_are_timed_at_once()
    {
        var middleware = new ServerTiming(Handle, TimeProvider.System);
        var (one, other) = (Offline.Request(), Offline.Request());
        await Task.WhenAll(Task.Run(() => middleware.InvokeAsync(one)), Task.Run(() => middleware.InvokeAsync(other)));
        foreach (var context in new[] { one, other })
            Expect.Equal(1, context.Response.Headers["Server-Timing"].Count, "Server-Timing values of one response of two", "One object, many requests");
    }

    private static async Task Handle(HttpContext context)
    {
        await Task.Yield();
        await Offline.Start(context);
    }
}
