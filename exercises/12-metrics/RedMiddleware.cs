using System.Diagnostics.Metrics;

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

    /// <summary>Made once for the whole application.</summary>
    // TODO 1: make the three instruments.
    public RedMiddleware(RequestDelegate next, Meter meter, TimeProvider clock) =>
        throw new NotImplementedException("RedMiddleware: make a counter, a histogram and an observable gauge.");

    /// <summary>Handles one request.</summary>
    // TODO 2: count it in, note the timestamp, call the next handler; in any case count it out.
    // TODO 3: the route from the endpoint, the method from a list of the known ones, the status, 500 when it throws.
    public Task InvokeAsync(HttpContext context) =>
        throw new NotImplementedException("RedMiddleware.InvokeAsync: call the next handler, then count and record.");
}
