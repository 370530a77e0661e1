// Mistake: leaves the trace id out.
// Rejected by: RequestLogTests.The_line_belongs_to_the_trace_of_the_caller
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

    public async Task InvokeAsync(HttpContext context)
    {
        var started = clock.GetTimestamp();
        try
        {
            await next(context);
        }
        catch (Exception failure)
        {
            Write(context, StatusCodes.Status500InternalServerError, started, failure);
            throw;
        }
        Write(context, context.Response.StatusCode, started, null);
    }

    private void Write(HttpContext context, int status, long started, Exception? failure)
    {
        var level = LevelOf(context.Request.Path, status);
        if (!logger.IsEnabled(level))
        {
            return;
        }
        var elapsed = Math.Round(clock.GetElapsedTime(started).TotalMilliseconds, 3);
        var activity = Activity.Current;
        logger.Write(new LogEvent(
            clock.GetUtcNow(), level, failure, Template,
            [
                new("RequestMethod", new ScalarValue(context.Request.Method)),
                new("RequestPath", new ScalarValue(context.Request.Path.Value)),
                new("StatusCode", new ScalarValue(status)),
                new("Elapsed", new ScalarValue(elapsed)),
            ],
            default, default));
    }

    private static LogEventLevel LevelOf(PathString path, int status) =>
        status >= 500 ? LogEventLevel.Error
        : path.StartsWithSegments("/health") ? LogEventLevel.Debug
        : path.StartsWithSegments("/metrics") ? LogEventLevel.Debug
        : LogEventLevel.Information;
}
