using Camp.Service.Config;
using Microsoft.Extensions.Options;
using Serilog;
using Serilog.Configuration;
using Serilog.Events;
using Serilog.Formatting.Compact;

namespace Camp.Service.Observability;

// Lesson 09-errors explains structured logs and trace ids.
internal static class JsonLogs
{
    public static void AddJsonLogs(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(_ => new LogStream(Console.OpenStandardOutput()));
        builder.Services.AddSerilog(
            (services, logs) => logs
                .MinimumLevel.Is(services.GetRequiredService<IOptions<LogOptions>>().Value.Level)
                .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
                .MinimumLevel.Override("Microsoft.Hosting.Lifetime", LogEventLevel.Information)
                .MinimumLevel.Override("System", LogEventLevel.Warning)
                .ReadFrom.Services(services)
                .WriteTo.StreamOrFile(services),
            preserveStaticLogger: true);
    }

    public static void UseRequestLog(this WebApplication app) => app.UseMiddleware<RequestLog>();

    private static LoggerConfiguration StreamOrFile(this LoggerSinkConfiguration sinks, IServiceProvider services)
    {
        var file = services.GetRequiredService<IOptions<LogOptions>>().Value.File;
        return file.Length == 0
            ? sinks.Sink(new JsonLines(services.GetRequiredService<LogStream>().Stream))
            : sinks.File(
                new CompactJsonFormatter(), file, rollingInterval: RollingInterval.Day, rollOnFileSizeLimit: true,
                fileSizeLimitBytes: 100_000_000);
    }
}
