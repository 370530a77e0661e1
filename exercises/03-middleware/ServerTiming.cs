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

    /// <summary>Made once for the whole application: what belongs to one request must not be kept in a field.</summary>
    public ServerTiming(RequestDelegate next, TimeProvider clock)
    {
        _next = next;
        _clock = clock;
    }

    /// <summary>Handles one request.</summary>
    // TODO 1: note the timestamp.
    // TODO 2: register what appends the header when the response starts: afterwards headers are read-only.
    // TODO 3: call the next handler.
    public Task InvokeAsync(HttpContext context) =>
        throw new NotImplementedException("ServerTiming.InvokeAsync: register the header, then call the next handler.");
}
