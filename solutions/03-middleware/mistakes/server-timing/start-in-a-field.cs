// Mistake: keeps the start in a field of an object that serves all requests: each request resets the others.
// Rejected by: ServerTimingTests.Requests_that_run_at_the_same_time_keep_their_own_time
// Explored: race
using System.Globalization;

namespace Camp.Middleware;

/// <summary>Tells the client how long the server took, in the header <c>Server-Timing: app;dur=12.5</c>.</summary>
/// <remarks>
/// The number is the milliseconds from the call of <see cref="InvokeAsync"/> to the start of the response, however it
/// starts: by a write, by a flush, or by the end of the request when there is no body. They are counted by the clock's
/// timestamps, since its date and time may be set back meanwhile. The number is rounded to three decimals, has no
/// trailing zeros, a point in every culture, and neither thousands separators nor an exponent: <c>0</c>, <c>12.5</c>,
/// <c>1234.568</c>. A response is not held back: its first part leaves when the handler sends it.
/// A response has <c>app</c> once; values of this header that other handlers have set stay, in front of it.
/// When the next handler throws and an outer one clears the response to answer instead, that answer has the header too.
/// The exception goes on unchanged. No thread is blocked, and requests that run at the same time do not mix.
/// </remarks>
public sealed class ServerTiming
{
    private readonly RequestDelegate _next;
    private readonly TimeProvider _clock;
    private long _started;

    /// <summary>Made once for the whole application: what belongs to one request must not be kept in a field.</summary>
    public ServerTiming(RequestDelegate next, TimeProvider clock)
    {
        _next = next;
        _clock = clock;
    }

    /// <summary>Handles one request.</summary>
    public Task InvokeAsync(HttpContext context)
    {
        _started = _clock.GetTimestamp();
        // Runs right before the first byte leaves: late enough to know the time, early enough to say so.
        context.Response.OnStarting(() =>
        {
            context.Response.Headers.Append("Server-Timing", Metric(_clock.GetElapsedTime(_started)));
            return Task.CompletedTask;
        });
        return _next(context);
    }

    // A protocol has one way to write numbers; the server's culture is for its people.
    private static string Metric(TimeSpan elapsed) =>
        string.Create(CultureInfo.InvariantCulture, $"app;dur={elapsed.TotalMilliseconds:0.###}");
}
