using Camp.Testing;

namespace Camp.Limits.Tests;

/// <summary>Small situations; every <c>camp check</c> runs each of them in hundreds of orders.</summary>
public static class LeakyBucketRaces
{
    public static async Task Two_enter_at_once()
    {
        var bucket = new LeakyBucket(1, 1, TimeSpan.FromSeconds(1), new NanoClock());
        var waits = await Task.WhenAll(Task.Run(bucket.TryEnter), Task.Run(bucket.TryEnter));
        Expect.Sequence([TimeSpan.Zero, TimeSpan.FromSeconds(1)], waits.Select(wait => wait ?? TimeSpan.MinValue).Order(), "The waits of two who enter at once", "The leaky bucket");
    }
}
