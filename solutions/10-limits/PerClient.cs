using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;

namespace Camp.Limits;

/// <summary>A limit for each client, by the rate limiter of ASP.NET Core (<c>app.UseRateLimiter()</c>).</summary>
/// <remarks>
/// Every client, named by <c>clientOf</c> (ordinal: upper and lower case differ), has a limiter of its own, which <c>newLimiter</c>
/// makes at its first request; once, however many first requests come at the same time. A request that its
/// <see cref="ILimiter.TryTake"/> lets through takes exactly one and goes on to the next handler, body and all.
/// Any other is refused at once: the next handler never runs, nobody waits. The answer is status 429, a <c>Retry-After</c>
/// header, and a problem document (<c>application/problem+json</c>) with <c>status</c> 429 and <c>title</c> "Too Many Requests".
/// Retry-After is a whole number of seconds, and true: the limiter's <see cref="ILimiter.RetryAfter"/> rounded up, 1 at least.
/// Memory does not grow with clients that have left: a limiter that is as good as new (<see cref="ILimiter.UntilFull"/>
/// is zero), and whose client has not asked for ten minutes by the clock's timestamps, is let go of soon after, at
/// the latest while other requests come in. (At once would be as right.) One that isn't as good as new is kept however long its
/// client has been away: a new one would give it its burst again.
/// </remarks>
public static class PerClient
{
    /// <summary>How long a client that has a full limiter is remembered.</summary>
    public static readonly TimeSpan IdleTime = TimeSpan.FromMinutes(10);

    /// <summary>Registers the limits; <c>app.UseRateLimiter()</c> applies them to every request.</summary>
    /// <param name="services">Of the application.</param>
    /// <param name="clientOf">The name of the client that a request comes from; never null.</param>
    /// <param name="newLimiter">Makes a limiter.</param>
    /// <param name="clock">Whose timestamps tell how long a client has been away.</param>
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
        protected override ValueTask<RateLimitLease> AcquireAsyncCore(int permitCount, CancellationToken cancellationToken) =>
            ValueTask.FromResult(AttemptAcquireCore(permitCount));
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
