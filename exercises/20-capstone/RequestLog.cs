using System.Diagnostics;
using Serilog.Events;
using Serilog.Parsing;

namespace Camp.Service.Observability;

// Lesson 03-middleware explains this.

/// <summary>One line a request: method, path without the query, status, milliseconds. Probes and scrapes are Debug.</summary>
internal sealed class RequestLog(RequestDelegate next, Serilog.ILogger logger, TimeProvider clock)
{
    private static readonly MessageTemplate Template =
        new MessageTemplateParser().Parse("HTTP {RequestMethod} {RequestPath} responded {StatusCode} in {Elapsed} ms");

    // TODO 1: call next, and write one event when it has ended: Template, and the properties that it names. Elapsed is counted by the
    //         clock's timestamps, in milliseconds, rounded to three places. The event has the trace and span id of Activity.Current.
    // TODO 2: when next throws, write the event with the exception and status 500, and let the exception go on as it is.
    // TODO 3: the level. Error from status 500 on, whatever the path; Debug for /health and /metrics and what lies below them, not for
    //         /healthy; Information for all others.
    public Task InvokeAsync(HttpContext context) =>
        throw new NotImplementedException("RequestLog.InvokeAsync: one line for each request.");
}
