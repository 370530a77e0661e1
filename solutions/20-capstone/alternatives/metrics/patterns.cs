// Alternative: meters by pattern, and the exporter as the endpoint's default.
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
                    "Microsoft.AspNetCore.*",
                    "System.Runtime",
                    "Camp.*")
                .AddPrometheusExporter());
    }

    public static void MapServiceMetrics(this IEndpointRouteBuilder app) => app.MapPrometheusScrapingEndpoint();
}
