using System.Diagnostics.Metrics;
using System.Globalization;

namespace Camp.Metrics;

/// <summary>Measures every request: rate, errors, duration (RED), by route.</summary>
/// <remarks>
/// Stands behind routing. Three instruments, made once, by the given meter, in the constructor:
/// a counter <see cref="Requests"/>, with the tags <c>method</c>, <c>route</c> and <c>status</c>; a histogram <see cref="Duration"/>, unit <c>s</c>, with
/// <c>method</c> and <c>route</c>; and <see cref="InFlight"/>, how many requests run now, without tags, observed when somebody asks.
/// Each request is counted, and its duration recorded, once, when the next handler has ended, however it ended.
/// The tags' values are few, whatever clients send. <c>route</c> is the route's template as it was mapped (<c>/orders/{id}</c>), never the
/// path, or <c>unmatched</c> for a request that no route took (404, 405). <c>method</c> is GET, POST, PUT, PATCH, DELETE, HEAD or OPTIONS, and
/// <c>other</c> for any other, <c>get</c> in small letters included. <c>status</c> is the status code as text.
/// When the next handler throws, status is 500 whatever was set before, and the same exception goes on. Durations are
/// seconds by the clock's timestamps, not rounded. No thread is blocked, and requests that run at the same time do not mix.
/// </remarks>
public sealed class RedMiddleware
{
    /// <summary>The counter's name.</summary>
    public const string Requests = "shop.http.requests";

    /// <summary>The histogram's name.</summary>
    public const string Duration = "shop.http.request.duration";

    /// <summary>The gauge's name.</summary>
    public const string InFlight = "shop.http.requests.in_flight";

    /// <summary>The upper bounds that the histogram may advise, in seconds; up to you.</summary>
    public static IReadOnlyList<double> Buckets { get; } = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

    private readonly RequestDelegate _next;
    private readonly TimeProvider _clock;
    private readonly Counter<long> _requests;
    private readonly Histogram<double> _duration;
    private int _inFlight;

    /// <summary>Made once for the whole application.</summary>
    public RedMiddleware(RequestDelegate next, Meter meter, TimeProvider clock)
    {
        (_next, _clock) = (next, clock);
        _requests = meter.CreateCounter<long>(Requests, "{request}", "Requests that have ended.");
        var advice = new InstrumentAdvice<double> { HistogramBucketBoundaries = Buckets };
        _duration = meter.CreateHistogram(Duration, "s", "Time from a request's start to its end.", tags: null, advice);
        meter.CreateObservableGauge(InFlight, () => Volatile.Read(ref _inFlight), "{request}", "Requests that run now.");
    }

    /// <summary>Handles one request.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        var method = Tag("method", IsKnown(context.Request.Method) ? context.Request.Method : "other");
        var started = _clock.GetTimestamp();
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
            _duration.Record(_clock.GetElapsedTime(started).TotalSeconds, method, route);
        }
    }

    // Clients may send any word; a label has few values.
    private static bool IsKnown(string method) => method is "GET" or "POST" or "PUT" or "PATCH" or "DELETE" or "HEAD" or "OPTIONS";

    private static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);
}
