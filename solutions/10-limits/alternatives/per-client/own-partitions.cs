// Alternative: a PartitionedRateLimiter of our own: one lock around find, take and forget, so no client can slip through between them.
using System.Threading.RateLimiting;

namespace Camp.Limits;

public static class PerClient
{
    public static readonly TimeSpan IdleTime = TimeSpan.FromMinutes(10);

    public static IServiceCollection AddPerClientLimit(
        this IServiceCollection services, Func<HttpContext, string> clientOf, Func<ILimiter> newLimiter, TimeProvider clock) =>
        services.AddRateLimiter(options =>
        {
            options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            options.GlobalLimiter = new Clients(clientOf, newLimiter);
            options.OnRejected = async (rejected, cancellation) =>
            {
                var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var time) ? time : TimeSpan.Zero;
                var seconds = (wait.Ticks + TimeSpan.TicksPerSecond - 1) / TimeSpan.TicksPerSecond;
                var response = rejected.HttpContext.Response;
                response.Headers["Retry-After"] = FormattableString.Invariant($"{Math.Max(1, seconds)}");
                await Results.Problem(statusCode: 429, title: "Too Many Requests").ExecuteAsync(rejected.HttpContext);
            };
            _ = clock;
        });

    private sealed class Clients(Func<HttpContext, string> clientOf, Func<ILimiter> newLimiter) : PartitionedRateLimiter<HttpContext>
    {
        private readonly Dictionary<string, ILimiter> _limiters = new(StringComparer.Ordinal);
        private readonly Queue<string> _toLookAt = new();

        public override RateLimiterStatistics? GetStatistics(HttpContext resource) => null;

        protected override RateLimitLease AttemptAcquireCore(HttpContext resource, int permitCount)
        {
            var client = clientOf(resource);
            lock (_limiters)
            {
                ForgetSome();
                if (!_limiters.TryGetValue(client, out var limiter))
                {
                    _limiters[client] = limiter = newLimiter();
                    _toLookAt.Enqueue(client);
                }

                return limiter.TryTake() ? new Lease(null) : new Lease(limiter.RetryAfter);
            }
        }

        protected override ValueTask<RateLimitLease> AcquireAsyncCore(HttpContext resource, int permitCount, CancellationToken token) =>
            new(AttemptAcquireCore(resource, permitCount));

        // Each request looks at two clients, so all are looked at again and again, and no request pays for all.
        private void ForgetSome()
        {
            for (var i = 0; i < 2 && _toLookAt.TryDequeue(out var client); i++)
            {
                if (_limiters[client].UntilFull == TimeSpan.Zero)
                    _limiters.Remove(client);
                else
                    _toLookAt.Enqueue(client);
            }
        }
    }

    private sealed class Lease(TimeSpan? wait) : RateLimitLease
    {
        public override bool IsAcquired => wait is null;

        public override IEnumerable<string> MetadataNames => [MetadataName.RetryAfter.Name];

        public override bool TryGetMetadata(string metadataName, out object? metadata) =>
            (metadata = metadataName == MetadataName.RetryAfter.Name ? wait : null) is not null;
    }
}
