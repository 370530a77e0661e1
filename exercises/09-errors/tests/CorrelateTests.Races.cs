using Camp.Testing;

namespace Camp.Errors.Tests;

/// <summary>Small situations; every <c>camp check</c> runs each of them in many orders.</summary>
public static class CorrelateRaces
{
    private const string Section = "How the id follows an await";

    public static async Task Two_requests_call_out_at_once()
    {
        string[] ids = ["4bf92f3577b34da6a3ce929d0e0e4736", "0af7651916cd43dd8448eb211c80319c"];
        var answers = await Task.WhenAll(Task.Run(() => Answer(ids[0])), Task.Run(() => Answer(ids[1])));
        foreach (var (id, (told, called)) in ids.Zip(answers))
        {
            Expect.Equal(id, told, "X-Trace-Id of one response of two", Section);
            Expect.Equal(id, called, "The trace id of the call that the request sets off", Section);
        }
    }

    private static async Task<(string Told, string? Called)> Answer(string id)
    {
        var context = Offline.Request();
        context.Request.Headers.TraceParent = $"00-{id}-00f067aa0ba902b7-01";
        string? called = null;
        await Correlate.Incoming(context, async _ =>
        {
            await Task.Yield();
            using var call = new HttpRequestMessage(HttpMethod.Get, "http://127.0.0.1/");
            Correlate.Outgoing(call);
            called = call.Headers.GetValues("traceparent").Single().Split('-')[1];
            await Offline.Start(context);
        });
        return (context.Response.Headers[Correlate.TraceIdHeader].ToString(), called);
    }
}
