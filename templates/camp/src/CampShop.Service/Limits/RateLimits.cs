using System.Globalization;
using System.Threading.RateLimiting;
using Camp.Service.Config;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace Camp.Service.Auth;

// Lesson 10-limits explains this.
internal static class LoginLimit
{
    public const string Policy = "login";

    public static void AddLoginLimit(this WebApplicationBuilder builder)
    {
        builder.Services.AddRateLimiter(limiter =>
        {
            limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limiter.OnRejected = SayWhenToComeBack;
        });
        builder.Services.AddOptions<RateLimiterOptions>().Configure<IOptions<LoginLimitOptions>>((limiter, options) =>
            limiter.AddPolicy(Policy, context => RateLimitPartition.GetFixedWindowLimiter(
                context.Connection.RemoteIpAddress?.ToString() ?? "unknown",
                _ => new FixedWindowRateLimiterOptions
                {
                    PermitLimit = options.Value.Attempts,
                    Window = options.Value.Window,
                })));
    }

    private static ValueTask SayWhenToComeBack(OnRejectedContext rejected, CancellationToken cancellationToken)
    {
        if (rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var wait))
        {
            var seconds = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds));
            rejected.HttpContext.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }
        return ValueTask.CompletedTask;
    }
}
