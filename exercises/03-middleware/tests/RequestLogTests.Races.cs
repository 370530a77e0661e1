using Camp.Testing;

namespace Camp.Middleware.Tests;

/// <summary>Small situations; every <c>camp check</c> runs each of them in many orders.</summary>
public static class RequestLogRaces
{
    public static async Task One_request_fails_beside_another()
    {
        var log = new LogBook();
        var middleware = new RequestLog(Handle, log.For<RequestLog>(), TimeProvider.System);
        await Task.WhenAll(Task.Run(() => Send("/orders")), Task.Run(() => Send("/fails")));
        Expect.Sequence([200, 500], log.Entries.Select(entry => entry["StatusCode"]).Order(), "StatusCode in the entries of two requests", "One log entry a request");

        Task<Exception?> Send(string path) => Situation.Failure(() => middleware.InvokeAsync(Offline.Request(path)));
    }

    private static async Task Handle(HttpContext context)
    {
        await Task.Yield();
        if (context.Request.Path == "/fails")
            throw new TimeoutException();
    }
}
