// Mistake: refused requests wait for a token: a flood fills the memory with requests that wait.
// Rejected by: PerClientTests.A_client_gets_its_burst_then_429_and_the_handler_never_runs
using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;

namespace Camp.Limits;

/// <summary>A limit for each client, by the rate limiter of ASP.NET Core (<c>app.UseRateLimiter()</c>).</summary>
public static class PerClient
{
    public static readonly TimeSpan IdleTime = TimeSpan.FromMinutes(10);

    public static IServiceCollection AddPerClientLimit(
        this IServiceCollection services, Func<HttpContext, string> clientOf, Func<ILimiter> newLimiter, TimeProvider clock) =>
        services.AddRateLimiter(options =>
        {
            options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(
                context => RateLimitPartition.Get(clientOf(context), _ => new Adapter(newLimiter(), clock)),
                StringComparer.Ordinal);
            options.OnRejected = Refuse;
        });

    private static async ValueTask Refuse(OnRejectedContext rejected, CancellationToken cancellation)
    {
        rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var wait);
        // Rounded up: a client that comes back when told must not be refused again.
        var seconds = Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds));
        rejected.HttpContext.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        var problem = TypedResults.Problem(statusCode: StatusCodes.Status429TooManyRequests, title: "Too Many Requests");
        await problem.ExecuteAsync(rejected.HttpContext);
    }

    // The framework's own limiters go by the machine's clock. This one goes by whatever clock its ILimiter has.
    private sealed class Adapter(ILimiter limiter, TimeProvider clock) : RateLimiter
    {
        private long _lastAsked = clock.GetTimestamp();

        // The framework drops what has been idle for ten seconds; null keeps a limiter. One that is not full would come
        // back as a new one, with a whole burst.
        public override TimeSpan? IdleDuration =>
            limiter.UntilFull == TimeSpan.Zero && clock.GetElapsedTime(Volatile.Read(ref _lastAsked)) >= IdleTime
                ? IdleTime
                : null;

        public override RateLimiterStatistics? GetStatistics() => null;

        protected override RateLimitLease AttemptAcquireCore(int permitCount)
        {
            Volatile.Write(ref _lastAsked, clock.GetTimestamp());
            return limiter.TryTake() ? new Lease(null) : new Lease(limiter.RetryAfter);
        }

        // Nobody waits in a queue: a second look, and the answer stands.
        protected override async ValueTask<RateLimitLease> AcquireAsyncCore(int permitCount, CancellationToken cancellationToken)
        {
            await Task.Delay(limiter.RetryAfter, clock, cancellationToken);
            return AttemptAcquireCore(permitCount);
        }
    }

    private sealed class Lease(TimeSpan? retryAfter) : RateLimitLease
    {
        public override bool IsAcquired => retryAfter is null;

        public override IEnumerable<string> MetadataNames => retryAfter is null ? [] : [MetadataName.RetryAfter.Name];

        public override bool TryGetMetadata(string metadataName, out object? metadata)
        {
            metadata = metadataName == MetadataName.RetryAfter.Name ? retryAfter : null;
            return metadata is not null;
        }
    }
}
