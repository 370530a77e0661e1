// Alternative: a class that configures the options.
using System.Globalization;
using System.Threading.RateLimiting;
using Camp.Service.Config;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace Camp.Service.Limits;

internal static class RateLimits
{
    public const string Logins = "logins";
    public const string Changes = "changes";

    public static void AddRateLimits(this WebApplicationBuilder builder)
    {
        builder.AddWindows();
        builder.Services.AddRateLimiter(_ => { });
        builder.Services.AddSingleton<IConfigureOptions<RateLimiterOptions>, Policies>();
    }

    private sealed class Policies(IOptions<LimitsOptions> limits, IWindows windows) : IConfigureOptions<RateLimiterOptions>
    {
        public void Configure(RateLimiterOptions options)
        {
            options.RejectionStatusCode = 429;
            options.OnRejected = (rejected, _) =>
            {
                if (rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var wait))
                {
                    var seconds = (wait.Ticks + TimeSpan.TicksPerSecond - 1) / TimeSpan.TicksPerSecond;
                    rejected.HttpContext.Response.Headers["Retry-After"] = (seconds < 1 ? 1 : seconds).ToString(CultureInfo.InvariantCulture);
                }
                return default;
            };
            options.AddPolicy(Logins, Policy(Logins, limits.Value.Logins));
            options.AddPolicy(Changes, Policy(Changes, limits.Value.Changes));
        }

        private Func<HttpContext, RateLimitPartition<string>> Policy(string name, int permits) => context =>
        {
            var client = context.Connection.RemoteIpAddress is { } address ? address.ToString() : "?";
            return RateLimitPartition.Get(name + ":" + client, key => windows.For(key, permits, limits.Value.Window));
        };
    }
}
