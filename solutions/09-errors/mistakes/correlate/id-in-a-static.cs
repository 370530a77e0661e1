// Mistake: keeps the activity in a static field: calls carry another request's id.
// Rejected by: CorrelateTests.Requests_at_the_same_time_keep_their_own_ids_through_awaits_and_calls
// Explored: race
using System.Diagnostics;
using Microsoft.Net.Http.Headers;

namespace Camp.Errors;

/// <summary>Lets one trace id follow a request: through every await, and into every call that goes out.</summary>
/// <remarks>
/// The id travels between services in the header <c>traceparent</c> of W3C Trace Context:
/// <c>00-{trace id}-{parent id}-{flags}</c>. Inside a service it is <see cref="Activity.Current"/>, which follows the flow of
/// control by itself and which loggers look at. Go: a span in the <c>context.Context</c>.
/// </remarks>
public static class Correlate
{
    /// <summary>The response header that tells the client the trace id, for its complaint to support.</summary>
    public const string TraceIdHeader = "X-Trace-Id";

    /// <summary>Middleware: runs <paramref name="next"/> inside an activity of this request.</summary>
    /// <remarks>
    /// When the request has one valid <c>traceparent</c> (as <see cref="ActivityContext.TryParse(string?, string?, out ActivityContext)"/>
    /// reads it), the activity has its trace id and flags, and its parent id as parent. Else the activity is a child of the current
    /// one, and when there is none, its trace id is new and different for every request.
    /// The activity is the current one for all that runs in <paramref name="next"/>, is stopped when that has ended, by
    /// an exception too, and is there whether anybody listens to activities or not.
    /// The response carries the trace id once in <see cref="TraceIdHeader"/>, whatever others have put there by the time it starts;
    /// also when <paramref name="next"/> throws and an outer component clears the response to answer instead.
    /// An exception goes on unchanged. No thread is blocked, and requests that run at the same time do not mix.
    /// </remarks>
    public static async Task Incoming(HttpContext context, RequestDelegate next)
    {
        // Not ActivitySource.StartActivity: that returns null when nobody listens, and the id would be lost.
        using var activity = new Activity("request");
        if (ActivityContext.TryParse(context.Request.Headers.TraceParent, null, out var caller))
            activity.SetParentId(caller.TraceId, caller.SpanId, caller.TraceFlags);
        // Started in this method: what an async method sets is gone for its caller when it returns.
        activity.Start();
        s_current = activity;
        context.Response.OnStarting(() =>
        {
            context.Response.Headers[TraceIdHeader] = activity.TraceId.ToHexString();
            return Task.CompletedTask;
        });
        // Awaited, so that the activity is stopped by the end of the method, exception or not.
        await next(context);
    }

    private static Activity? s_current;

    /// <summary>
    /// Marks a call that is about to go out with the current activity: <c>traceparent</c> is <c>00-{its trace id}-{its span id}-{its flags}</c>,
    /// in place of what the message has there (one that is sent again). Without a current activity the message stays as it is.
    /// </summary>
    public static void Outgoing(HttpRequestMessage request)
    {
        if ((Activity.Current is null ? null : s_current ?? Activity.Current) is not { } activity)
            return;
        // Two values would be invalid, and the receiver would begin a new trace.
        request.Headers.Remove(HeaderNames.TraceParent);
        request.Headers.Add(HeaderNames.TraceParent, activity.Id);
    }
}
