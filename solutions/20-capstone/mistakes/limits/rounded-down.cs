// Mistake: rounds the wait down, so that the client is refused once more.
// Rejected by: RateLimitsTests.Retry_after_is_in_whole_seconds_and_never_too_early
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

    public static void AddRateLimits(this WebApplicationBuilder builder)
    {
        builder.AddWindows();
        builder.Services.AddRateLimiter(limiter =>
        {
            limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limiter.OnRejected = SayWhenToComeBack;
        });
        builder.Services.AddOptions<RateLimiterOptions>().Configure<IOptions<LimitsOptions>, IWindows>((limiter, options, windows) =>
        {
            limiter.AddPolicy(Logins, context => For(context, Logins, options.Value.Logins));
            limiter.AddPolicy(Changes, context => For(context, Changes, options.Value.Changes));

            // Each client address has a window of its own for each policy.
            RateLimitPartition<string> For(HttpContext context, string policy, int permits) => RateLimitPartition.Get(
                $"{policy}:{context.Connection.RemoteIpAddress?.ToString() ?? "unknown"}",
                client => windows.For(client, permits, options.Value.Window));
        });
    }

    private static ValueTask SayWhenToComeBack(OnRejectedContext rejected, CancellationToken cancellationToken)
    {
        if (rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var wait))
        {
            var seconds = Math.Max(1, (int)wait.TotalSeconds);
            rejected.HttpContext.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }
        return ValueTask.CompletedTask;
    }
}
