using System.Globalization;
using System.Threading.RateLimiting;
using Camp.Service.Config;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace Camp.Service.Limits;

// Lesson 10-limits explains this.
internal static class RateLimits
{
    public const string Logins = "logins";
    public const string Changes = "changes";

    // Program.cs calls this while it builds the service, and UseRateLimiter() later.
    // TODO 1: where requests are counted is IWindows, which AddWindows() registers. AddRateLimiter() adds the framework's limiter:
    //         a rejected request gets 429.
    // TODO 2: a policy for each of the two names, with LimitsOptions.Logins and .Changes permits in LimitsOptions.Window. Options and IWindows
    //         come from the services: AddOptions<RateLimiterOptions>().Configure<…>(…).
    // TODO 3: each client address has a window of its own for each policy (RateLimitPartition.Get, IWindows.For). The window's name
    //         holds both, as "logins:127.0.0.1": a store for several instances keeps them side by side.
    // TODO 4: a rejected answer has Retry-After: the lease's metadata in whole seconds, rounded up, 1 or more. No metadata, no header.
    public static void AddRateLimits(this WebApplicationBuilder builder) =>
        throw new NotImplementedException("RateLimits.AddRateLimits: two policies, a window for each client.");
}
