using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Camp.Service.Limits;

/// <summary>Counts in Redis, for all instances together.</summary>
internal sealed class RedisWindows(IConnectionMultiplexer redis, IOptions<RedisOptions> options, ILogger<RedisWindow> logger) : IWindows
{
    public RateLimiter For(string client, int permits, TimeSpan window) =>
        new RedisWindow(redis.GetDatabase(), $"{options.Value.KeyPrefix}{client}", permits, window, logger);
}
