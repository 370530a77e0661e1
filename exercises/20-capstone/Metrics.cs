using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace Camp.Service.Observability;

// Lesson 12-metrics explains this.
internal static class Metrics
{
    /// <summary>Collects the framework's own instruments and ours; nothing is measured twice.</summary>
    // TODO 1: ServiceMetrics, our own instruments: one for the whole service.
    // TODO 2: AddOpenTelemetry(), as the resource "camp-service", with the Prometheus exporter and these meters: Microsoft.AspNetCore.Hosting,
    //         Microsoft.AspNetCore.RateLimiting, Microsoft.AspNetCore.Server.Kestrel, System.Runtime, and ours, ServiceMetrics.Meter.
    public static void AddServiceMetrics(this WebApplicationBuilder builder) =>
        throw new NotImplementedException("Metrics.AddServiceMetrics: five meters and an exporter.");

    // TODO 3: GET /metrics, what Prometheus scrapes.
    public static void MapServiceMetrics(this IEndpointRouteBuilder app) =>
        throw new NotImplementedException("Metrics.MapServiceMetrics: GET /metrics.");
}
