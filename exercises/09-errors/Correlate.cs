using System.Diagnostics;

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
    // TODO 1: an activity, with the parent that the request names, if it is valid.
    // TODO 2: start it, have the response header set when the response starts, await next, stop it.
    public static Task Incoming(HttpContext context, RequestDelegate next) =>
        throw new NotImplementedException("Correlate.Incoming: run the request inside an activity.");

    /// <summary>
    /// Marks a call that is about to go out with the current activity: <c>traceparent</c> is <c>00-{its trace id}-{its span id}-{its flags}</c>,
    /// in place of what the message has there (one that is sent again). Without a current activity the message stays as it is.
    /// </summary>
    // TODO 3: replace the header, if there is an activity.
    public static void Outgoing(HttpRequestMessage request) =>
        throw new NotImplementedException("Correlate.Outgoing: put the current activity into the header.");
}
