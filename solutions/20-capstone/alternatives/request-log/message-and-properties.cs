// Alternative: a logger with properties of its own, and the template as text.
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
        Debug.Assert(activity is null || activity.TraceId != default);
        logger.Write(level, failure, Template.Text, context.Request.Method, context.Request.Path.Value, status, elapsed);
    }

    private static LogEventLevel LevelOf(PathString path, int status) =>
        status >= 500 ? LogEventLevel.Error
        : path.StartsWithSegments("/health") ? LogEventLevel.Debug
        : path.StartsWithSegments("/metrics") ? LogEventLevel.Debug
        : LogEventLevel.Information;
}
