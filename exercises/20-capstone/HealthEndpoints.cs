using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Camp.Service.Health;

// Lesson 11-health explains this.
internal static class HealthEndpoints
{
    // TODO 1: the hosted service Drain, and two checks: StoppingCheck by the name "stopping", DatabaseCheck by the name "database".
    public static void AddHealth(this WebApplicationBuilder builder) =>
        throw new NotImplementedException("HealthEndpoints.AddHealth: the drain and two checks.");

    // TODO 2: GET /health/live asks no check: it answers 200 and the text Healthy for as long as the process can.
    // TODO 3: GET /health/ready asks all. 200 and Healthy when none of them is unhealthy; else 503 and a problem document by
    //         IProblemDetailsService, whose detail names the checks that failed, only those, and nothing of why.
    public static void MapHealth(this IEndpointRouteBuilder app) =>
        throw new NotImplementedException("HealthEndpoints.MapHealth: live and ready are two questions.");
}
