// Mistake: forgets the runtime's meter.
// Rejected by: MetricsTests.The_framework_tells_of_its_server_its_limits_and_its_runtime
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace Camp.Service.Observability;

// Lesson 12-metrics explains this.
internal static class Metrics
{
    /// <summary>Collects the framework's own instruments and ours; nothing is measured twice.</summary>
    public static void AddServiceMetrics(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ServiceMetrics>();
        builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("camp-service"))
            .WithMetrics(metrics => metrics
                .AddMeter(
                    "Microsoft.AspNetCore.Hosting",
                    "Microsoft.AspNetCore.RateLimiting",
                    "Microsoft.AspNetCore.Server.Kestrel",
                    ServiceMetrics.Meter)
                .AddPrometheusExporter());
    }

    public static void MapServiceMetrics(this IEndpointRouteBuilder app) => app.MapPrometheusScrapingEndpoint("/metrics");
}
