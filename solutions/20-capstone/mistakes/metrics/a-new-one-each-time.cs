// Mistake: makes ServiceMetrics anew for everybody who asks.
// Rejected by: MetricsTests.Our_own_instruments_are_among_them
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace Camp.Service.Observability;

// Lesson 12-metrics explains this.
internal static class Metrics
{
    /// <summary>Collects the framework's own instruments and ours; nothing is measured twice.</summary>
    public static void AddServiceMetrics(this WebApplicationBuilder builder)
    {
        builder.Services.AddTransient<ServiceMetrics>();
        builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("camp-service"))
            .WithMetrics(metrics => metrics
                .AddMeter(
                    "Microsoft.AspNetCore.Hosting",
                    "Microsoft.AspNetCore.RateLimiting",
                    "Microsoft.AspNetCore.Server.Kestrel",
                    "System.Runtime",
                    ServiceMetrics.Meter)
                .AddPrometheusExporter());
    }

    public static void MapServiceMetrics(this IEndpointRouteBuilder app) => app.MapPrometheusScrapingEndpoint("/metrics");
}
