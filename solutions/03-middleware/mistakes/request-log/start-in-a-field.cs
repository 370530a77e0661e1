// Mistake: keeps the start in a field of an object that serves all requests: each request resets the others.
// Rejected by: RequestLogTests.Requests_that_run_at_the_same_time_keep_their_own_values
// Explored: race
namespace Camp.Middleware;

/// <summary>Writes one structured log entry for each request, after the next handler has ended.</summary>
/// <remarks>
/// The entry has four properties:
/// <c>Method</c>, and <c>Path</c> (<see cref="HttpRequest.Path"/>, no query string), both as they came in, whatever a
/// later handler makes of them; <c>StatusCode</c> (an int); <c>ElapsedMs</c> (a number, not rounded: milliseconds by
/// the clock's timestamps, since the clock's date and time may be set back meanwhile).
/// The path is percent-encoded (as <see cref="PathString.ToUriComponent()"/> does it): a control character, U+2028 or
/// U+2029 in it could otherwise forge a log line.
/// Level: Error for status 500 and above, Information below.
/// When the next handler throws, the entry says 500, whatever was set before, and the same exception goes on.
/// No thread is blocked, and requests that run at the same time do not mix.
/// </remarks>
public sealed class RequestLog
{
    private readonly RequestDelegate _next;
    private readonly ILogger<RequestLog> _logger;
    private readonly TimeProvider _clock;
    private long _started;

    /// <summary>Made once for the whole application: what belongs to one request must not be kept in a field.</summary>
    public RequestLog(RequestDelegate next, ILogger<RequestLog> logger, TimeProvider clock)
    {
        _next = next;
        _logger = logger;
        _clock = clock;
    }

    /// <summary>Handles one request.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        // Taken now: a later handler may rewrite both.
        var method = context.Request.Method;
        var path = context.Request.Path.ToUriComponent();
        _started = _clock.GetTimestamp();
        // Stands unless the next handler returns.
        var status = StatusCodes.Status500InternalServerError;
        try
        {
            await _next(context);
            status = context.Response.StatusCode;
        }
        finally
        {
            // No catch: the exception is for those who can handle it.
            Write(method, path, status, _clock.GetElapsedTime(_started));
        }
    }

    private void Write(string method, string path, int status, TimeSpan elapsed)
    {
        var level = status >= StatusCodes.Status500InternalServerError ? LogLevel.Error : LogLevel.Information;
        _logger.Log(level, "{Method} {Path} answered {StatusCode} in {ElapsedMs} ms",
            method, path, status, elapsed.TotalMilliseconds);
    }
}
