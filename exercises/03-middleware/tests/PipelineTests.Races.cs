using Camp.Testing;

namespace Camp.Middleware.Tests;

/// <summary>Small situations; every <c>camp check</c> runs each of them in many orders.</summary>
public static class PipelineRaces
{
    private const string Section = "One object, many requests";

    public static async Task Two_requests_go_the_whole_way_at_once()
    {
        var handler = new Pipeline().Use(Named("A")).Use(Named("B")).Build();
        var (one, other) = (Offline.Request(), Offline.Request());
        await Task.WhenAll(Task.Run(() => handler(one)), Task.Run(() => handler(other)));
        foreach (var context in new[] { one, other })
        {
            Expect.Sequence(["A", "B"], context.Response.Headers["Way"], "The way of one request of two", Section);
            Expect.Equal(404, context.Response.StatusCode, "The status", Section);
        }
    }

    private static Func<RequestDelegate, RequestDelegate> Named(string name) => next => async context =>
    {
        context.Response.Headers.Append("Way", name);
        await Task.Yield();
        await next(context);
    };
}
