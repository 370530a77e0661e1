using System.Diagnostics.Metrics;
using Camp.Testing;

namespace Camp.Metrics.Tests;

/// <summary>Small situations; every <c>camp check</c> runs each of them in many orders.</summary>
public static class RedMiddlewareRaces
{
    private const string Section = "Rate, errors, duration";

    public static async Task One_request_fails_beside_another()
    {
        using var meter = new Meter("shop");
        using var reader = new MeterReader(meter);
        var middleware = new RedMiddleware(Handle, meter, TimeProvider.System);
        await Task.WhenAll(Task.Run(() => Send("GET")), Task.Run(() => Send("PUT")));
        Expect.Sequence(["GET unmatched 200 1", "PUT unmatched 500 1"], Readings.Of(reader, "shop_http_requests_total"), "Requests that have ended", Section);
        Expect.Sequence(["0"], Readings.Of(reader, "shop_http_requests_in_flight"), "Requests that run after both have ended", Section);

        Task<Exception?> Send(string method) =>
            Situation.Failure(() => middleware.InvokeAsync(new DefaultHttpContext { Request = { Method = method } }));
    }

    private static async Task Handle(HttpContext context)
    {
        await Task.Yield();
        if (context.Request.Method == "PUT")
            throw new TimeoutException();
    }
}
