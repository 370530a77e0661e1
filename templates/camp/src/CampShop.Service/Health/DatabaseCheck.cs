using Camp.Service.Data;
using Dapper;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Camp.Service.Health;

/// <summary>Healthy while the table of users can be read.</summary>
internal sealed class DatabaseCheck(Database database) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await connection.ExecuteScalarAsync(
            new CommandDefinition("select 1 from users limit 1", cancellationToken: cancellationToken));
        return HealthCheckResult.Healthy();
    }
}
