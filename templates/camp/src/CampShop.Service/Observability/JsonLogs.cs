using Camp.Service.Config;
using Microsoft.Extensions.Options;
using Serilog;
using Serilog.Events;
using Serilog.Formatting.Compact;

namespace Camp.Service.Observability;

// Lesson 09-errors explains structured logs and trace ids, lesson 03-middleware the line for each request.
internal static class JsonLogs
{
    public static void AddJsonLogs(this WebApplicationBuilder builder) =>
        builder.Services.AddSerilog(
            (services, logs) => logs
                .MinimumLevel.Is(services.GetRequiredService<IOptions<LogOptions>>().Value.Level)
                .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
                .MinimumLevel.Override("Microsoft.Hosting.Lifetime", LogEventLevel.Information)
                .MinimumLevel.Override("System", LogEventLevel.Warning)
                .ReadFrom.Services(services)
                .WriteTo.Console(new CompactJsonFormatter()),
            preserveStaticLogger: true);

    /// <summary>One line a request: method, path without the query, status, milliseconds. Probes and scrapes are Debug.</summary>
    public static void UseRequestLog(this WebApplication app) =>
        app.UseSerilogRequestLogging(options =>
        {
            // Serilog would else write to its static logger, which two services in one process would share.
            options.Logger = app.Services.GetRequiredService<Serilog.ILogger>();
            options.GetLevel = static (context, _, failure) => LevelOf(context, failure);
        });

    private static LogEventLevel LevelOf(HttpContext context, Exception? failure) =>
        failure is not null || context.Response.StatusCode >= 500 ? LogEventLevel.Error
        : context.Request.Path.StartsWithSegments("/health") || context.Request.Path.StartsWithSegments("/metrics")
            ? LogEventLevel.Debug
        : LogEventLevel.Information;
}
