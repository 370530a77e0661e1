using System.Threading.RateLimiting;

namespace Camp.Limits.Tests;

/// <summary>The same limiters as .NET brings them. They go by the machine's own clock: none takes a TimeProvider.</summary>
public static class FrameworkLimiters
{
    public static TokenBucketRateLimiter TokenBucket(int burst, int tokens, TimeSpan period) => new(new()
    {
        TokenLimit = burst,
        TokensPerPeriod = tokens,
        ReplenishmentPeriod = period,
        // Requests that find no token could wait in a queue; here they are refused.
        QueueLimit = 0,
    });

    public static SlidingWindowRateLimiter SlidingWindow(int limit, TimeSpan window) => new(new()
    {
        PermitLimit = limit,
        Window = window,
        // The window moves in steps: ten counters instead of a list of times.
        SegmentsPerWindow = 10,
    });

    /// <summary>How many pass before the first refusal.</summary>
    public static int UntilRefused(RateLimiter limiter)
    {
        for (var passed = 0; ; passed++)
        {
            using var lease = limiter.AttemptAcquire();
            if (!lease.IsAcquired)
                return passed;
        }
    }
}
