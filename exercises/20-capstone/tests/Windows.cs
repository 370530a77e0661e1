using System.Diagnostics.CodeAnalysis;
using System.Threading.RateLimiting;
using Camp.Service.Limits;

namespace Camp.Capstone.Tests;

/// <summary>A store of windows that are all full, and that says who asked for one: "logins:127.0.0.1 2 per 01:00:00".</summary>
/// <param name="wait">What a rejected request is told to wait; null for nothing.</param>
internal sealed class Windows(TimeSpan? wait) : IWindows
{
    public List<string> Made { get; } = [];

    public RateLimiter For(string client, int permits, TimeSpan window)
    {
        Made.Add($"{client} {permits} per {window}");
        return new Full(wait);
    }

    private sealed class Full(TimeSpan? wait) : RateLimiter
    {
        public override TimeSpan? IdleDuration => null;

        public override RateLimiterStatistics? GetStatistics() => null;

        protected override RateLimitLease AttemptAcquireCore(int permitCount) => new No(wait);

        protected override ValueTask<RateLimitLease> AcquireAsyncCore(int permitCount, CancellationToken cancellationToken) => new(new No(wait));
    }

    private sealed class No(TimeSpan? wait) : RateLimitLease
    {
        public override bool IsAcquired => false;

        public override IEnumerable<string> MetadataNames => wait is null ? [] : [MetadataName.RetryAfter.Name];

        public override bool TryGetMetadata(string metadataName, [NotNullWhen(true)] out object? metadata)
        {
            metadata = metadataName == MetadataName.RetryAfter.Name ? wait : null;
            return metadata is not null;
        }
    }
}
