using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Camp.Service.Health;

/// <summary>Healthy until the service is told to stop.</summary>
internal sealed class StoppingCheck(IHostApplicationLifetime lifetime) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(lifetime.ApplicationStopping.IsCancellationRequested
            ? HealthCheckResult.Unhealthy("The service was told to stop.")
            : HealthCheckResult.Healthy());
}
