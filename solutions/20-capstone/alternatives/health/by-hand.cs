// Alternative: endpoints by hand, and the framework's service for checks.
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Camp.Service.Health;

internal static class HealthEndpoints
{
    public static void AddHealth(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IHostedService, Drain>();
        builder.Services.AddHealthChecks()
            .AddCheck<DatabaseCheck>("database")
            .AddCheck<StoppingCheck>("stopping");
    }

    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        app.MapGet("/health/live", () => "Healthy");
        app.MapGet("/health/ready", async (HealthCheckService checks, CancellationToken cancellationToken) =>
        {
            var report = await checks.CheckHealthAsync(cancellationToken);
            var failed = from entry in report.Entries where entry.Value.Status == HealthStatus.Unhealthy select entry.Key;
            return failed.Any() ? Results.Problem($"Failed: {string.Join(' ', failed)}", statusCode: 503) : Results.Text("Healthy");
        });
    }
}
