// Mistake: the start is kept in a field: requests that overlap overwrite each other's.
// Rejected by: RedMiddlewareTests.Requests_that_run_are_counted_while_they_run_and_keep_their_own_time
// Explored: race
using System.Diagnostics.Metrics;
using System.Globalization;

namespace Camp.Metrics;

/// <summary>Measures every request: rate, errors, duration (RED), by route.</summary>
public sealed class RedMiddleware
{
    public const string Requests = "shop.http.requests";
    public const string Duration = "shop.http.request.duration";
    public const string InFlight = "shop.http.requests.in_flight";

    private static readonly HashSet<string> s_methods = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];

    private readonly RequestDelegate _next;
    private readonly TimeProvider _clock;
    private readonly Counter<long> _requests;
    private readonly Histogram<double> _duration;
    private int _inFlight;
    private long _started;

    public RedMiddleware(RequestDelegate next, Meter meter, TimeProvider clock)
    {
        (_next, _clock) = (next, clock);
        _requests = meter.CreateCounter<long>(Requests, "{request}", "Requests that have ended.");
        var advice = new InstrumentAdvice<double> { HistogramBucketBoundaries = Buckets };
        _duration = meter.CreateHistogram(Duration, "s", "Time from a request's start to its end.", tags: null, advice);
        meter.CreateObservableGauge(InFlight, () => Volatile.Read(ref _inFlight), "{request}", "Requests that run now.");
    }

    public static IReadOnlyList<double> Buckets { get; } = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

    public async Task InvokeAsync(HttpContext context)
    {
        var method = Tag("method", s_methods.Contains(context.Request.Method) ? context.Request.Method : "other");
        _started = _clock.GetTimestamp();
        var status = StatusCodes.Status500InternalServerError;
        Interlocked.Increment(ref _inFlight);
        try
        {
            await _next(context);
            status = context.Response.StatusCode;
        }
        finally
        {
            Interlocked.Decrement(ref _inFlight);
            // The template, not the path: a scanner that tries a million paths would make a million time series.
            var route = Tag("route", (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "unmatched");
            _requests.Add(1, method, route, Tag("status", status.ToString(CultureInfo.InvariantCulture)));
            _duration.Record(_clock.GetElapsedTime(_started).TotalSeconds, method, route);
        }
    }

    private static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);
}
