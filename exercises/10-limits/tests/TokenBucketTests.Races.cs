using Camp.Testing;

namespace Camp.Limits.Tests;

/// <summary>Small situations; every <c>camp check</c> runs each of them in hundreds of orders.</summary>
public static class TokenBucketRaces
{
    public static async Task Two_want_the_last_token()
    {
        var bucket = new TokenBucket(1, 1, TimeSpan.FromSeconds(1), new NanoClock());
        var taken = await Task.WhenAll(Task.Run(bucket.TryTake), Task.Run(bucket.TryTake));
        Expect.Equal(1, taken.Count(passed => passed), "Takes of one token by two threads that succeeded", "The token bucket");
    }

    public static async Task One_looks_while_another_takes()
    {
        var bucket = new TokenBucket(1, 1, TimeSpan.FromSeconds(1), new NanoClock());
        var look = Task.Run(() => bucket.RetryAfter);
        Expect.True(bucket.TryTake(), "The only token was not given out.", "The token bucket");
        var wait = await look;
        Expect.True(wait == TimeSpan.Zero || wait == TimeSpan.FromSeconds(1), $"RetryAfter said {wait}; it is nothing before the token is taken, and a second afterwards.", "The token bucket");
    }
}
