using Camp.Testing;

namespace Camp.Middleware.Tests;

/// <summary>Small situations; every <c>camp check</c> runs each of them in many orders.</summary>
public static class RequestIdRaces
{
    private const string Section = "One object, many requests";

    public static async Task Two_requests_keep_their_own_ids()
    {
        var log = new LogBook();
        string[] ids = ["one", "other"];
        foreach (var (id, context) in ids.Zip(await Answered(log, ids)))
        {
            Expect.Equal(id, context.TraceIdentifier, "TraceIdentifier of one request of two", Section);
            Expect.Equal(id, context.Response.Headers[RequestId.HeaderName].ToString(), "X-Request-Id of its response", Section);
        }

        Expect.Sequence(ids, log.Entries.Select(entry => entry.Scope.GetValueOrDefault("RequestId")).Order(), "RequestId of their log entries", Section);
    }

    public static async Task Two_requests_without_an_id_get_different_ones()
    {
        var made = (await Answered(new LogBook(), ["", ""])).Select(context => context.TraceIdentifier).ToList();
        Expect.True(made[0] != made[1], $"Two requests have one id, '{made[0]}'.", Section);
    }

    private static Task<HttpContext[]> Answered(LogBook log, string[] ids)
    {
        var logger = log.For<RequestId>();
        var middleware = new RequestId(Handle, logger);
        return Task.WhenAll(ids.Select(id => Task.Run(() => Send(id))));

        async Task<HttpContext> Send(string id)
        {
            var context = Offline.Request();
            context.Request.Headers[RequestId.HeaderName] = id;
            await middleware.InvokeAsync(context);
            return context;
        }

        async Task Handle(HttpContext context)
        {
            await Task.Yield();
            logger.LogInformation("Handling");
            await Offline.Start(context);
        }
    }
}
