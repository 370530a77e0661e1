using Xunit;

namespace Camp.Limits.Tests;

/// <summary>Small situations for <c>camp check --race</c>, which runs each of them in hundreds of orders.</summary>
public static class TokenBucketRaces
{
    public static async Task Two_want_the_last_token()
    {
        var bucket = new TokenBucket(1, 1, TimeSpan.FromSeconds(1), new NanoClock());
        var taken = await Task.WhenAll(Task.Run(bucket.TryTake), Task.Run(bucket.TryTake));
        Assert.Single(taken, taken => taken);
    }

    public static async Task One_looks_while_another_takes()
    {
        var bucket = new TokenBucket(1, 1, TimeSpan.FromSeconds(1), new NanoClock());
        var look = Task.Run(() => bucket.RetryAfter);
        Assert.True(bucket.TryTake());
        Assert.Contains(await look, new[] { TimeSpan.Zero, TimeSpan.FromSeconds(1) });
    }
}
