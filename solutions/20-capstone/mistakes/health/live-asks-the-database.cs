// Mistake: asks the database whether the process is alive.
// Rejected by: HealthEndpointsTests.Without_its_database_it_is_alive_and_not_ready_until_the_database_is_back
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Camp.Service.Health;

// Lesson 11-health explains this.
internal static class HealthEndpoints
{
    public static void AddHealth(this WebApplicationBuilder builder)
    {
        builder.Services.AddHostedService<Drain>();
        builder.Services.AddHealthChecks()
            .AddCheck<StoppingCheck>("stopping")
            .AddCheck<DatabaseCheck>("database");
    }

    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        // Alive as long as it answers: restarting this process would not mend a database.
        app.MapHealthChecks("/health/live", new() { ResponseWriter = WriteAsync });
        app.MapHealthChecks("/health/ready", new() { ResponseWriter = WriteAsync });
    }

    private static async Task WriteAsync(HttpContext context, HealthReport report)
    {
        if (report.Status != HealthStatus.Unhealthy)
        {
            await context.Response.WriteAsync(report.Status.ToString(), context.RequestAborted);
            return;
        }
        var failed = report.Entries.Where(entry => entry.Value.Status == HealthStatus.Unhealthy).Select(entry => entry.Key);
        await context.RequestServices.GetRequiredService<IProblemDetailsService>().WriteAsync(new()
        {
            HttpContext = context,
            ProblemDetails =
            {
                Status = StatusCodes.Status503ServiceUnavailable,
                Detail = $"Not ready: {string.Join(", ", failed)}. The log has the cause under the trace id.",
            },
        });
    }
}
