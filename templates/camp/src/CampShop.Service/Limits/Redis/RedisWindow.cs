using System.Diagnostics;
using System.Threading.RateLimiting;
using StackExchange.Redis;

namespace Camp.Service.Limits;

// Lesson 10-limits explains this. The window begins with a client's first request and ends by the key's expiry in Redis.
internal sealed partial class RedisWindow(IDatabase redis, string key, int permits, TimeSpan window, ILogger logger) : RateLimiter
{
    // Redis runs a script alone, so no instance can count between the two commands.
    private const string Script =
        """
        local count = redis.call('incr', KEYS[1])
        if count == 1 then redis.call('pexpire', KEYS[1], ARGV[1]) end
        return {count, redis.call('pttl', KEYS[1])}
        """;

    private readonly Lazy<FixedWindowRateLimiter> _alone =
        new(() => new FixedWindowRateLimiter(new() { PermitLimit = permits, Window = window }));

    private long _lastUse = Stopwatch.GetTimestamp();

    /// <summary>The middleware drops a limiter that was idle for a while: its count is in Redis.</summary>
    public override TimeSpan? IdleDuration => Stopwatch.GetElapsedTime(Volatile.Read(ref _lastUse));

    public override RateLimiterStatistics? GetStatistics() => null;

    // Never without asking Redis: the middleware then calls the asynchronous one.
    protected override RateLimitLease AttemptAcquireCore(int permitCount) => new Answer(false, window);

    protected override async ValueTask<RateLimitLease> AcquireAsyncCore(int permitCount, CancellationToken cancellationToken)
    {
        Volatile.Write(ref _lastUse, Stopwatch.GetTimestamp());
        try
        {
            var answer = (long[])(await redis.ScriptEvaluateAsync(Script, [key], [(long)window.TotalMilliseconds]))!;
            return new Answer(answer[0] <= permits, TimeSpan.FromMilliseconds(answer[1]));
        }
        catch (Exception away) when (away is RedisException or RedisTimeoutException)
        {
            // A request must not fail because a counter is away, nor go unlimited: each instance counts alone meanwhile.
            LogAlone(away.Message);
            return _alone.Value.AttemptAcquire(permitCount);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (_alone.IsValueCreated)
        {
            _alone.Value.Dispose();
        }
        base.Dispose(disposing);
    }

    [LoggerMessage(LogLevel.Warning, "Redis doesn't answer, so this instance limits alone: {Reason}")]
    private partial void LogAlone(string reason);

    private sealed class Answer(bool acquired, TimeSpan retryAfter) : RateLimitLease
    {
        public override bool IsAcquired => acquired;

        public override IEnumerable<string> MetadataNames => [MetadataName.RetryAfter.Name];

        public override bool TryGetMetadata(string metadataName, out object? metadata)
        {
            var known = metadataName == MetadataName.RetryAfter.Name;
            metadata = known ? retryAfter : null;
            return known;
        }
    }
}
