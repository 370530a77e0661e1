using System.Collections.Concurrent;
using Camp.Testing;

namespace Camp.Pooling.Tests;

/// <summary>Small situations; every <c>camp check</c> runs each of them in hundreds of orders.</summary>
public static class LeakWatchRaces
{
    private const string Section = "Who has it?";

    public static async Task Two_dispose_one_lease()
    {
        var pool = new ScriptedPool();
        pool.Gives(new Connection());
        var lease = await new LeakWatch(pool, TimeSpan.FromSeconds(5), TimeProvider.System, _ => { }).RentAsync(CancellationToken.None);
        await Task.WhenAll(Task.Run(async () => await lease.DisposeAsync()), Task.Run(async () => await lease.DisposeAsync()));
        Expect.Equal(1, pool.Returned.Count, "Returns of one connection", Section);
    }

    public static async Task A_lease_comes_back_as_the_threshold_passes()
    {
        var (pool, reports) = (new ScriptedPool(), 0);
        pool.Gives(new Connection());
        var lease = await new LeakWatch(pool, TimeSpan.FromSeconds(5), TimeProvider.System, _ => Interlocked.Increment(ref reports)).RentAsync(CancellationToken.None);
        await Task.Delay(TimeSpan.FromSeconds(5));
        await lease.DisposeAsync();
        await Task.Delay(TimeSpan.FromSeconds(20));
        Expect.True(Volatile.Read(ref reports) <= 1, "One lease was reported twice.", Section);
        Expect.Equal(1, pool.Returned.Count, "Returns of one connection", Section);
    }

    public static async Task Two_leases_are_kept_at_once()
    {
        var (pool, takers) = (new ScriptedPool(), new ConcurrentQueue<string>());
        pool.Gives(new Connection(), new Connection());
        var watch = new LeakWatch(pool, TimeSpan.FromSeconds(5), TimeProvider.System, leak => takers.Enqueue(leak.Taker));
        await watch.RentAsync(CancellationToken.None, "ada");
        await watch.RentAsync(CancellationToken.None, "bob");
        await Task.Delay(TimeSpan.FromSeconds(20));
        Expect.Sequence(["ada", "bob"], takers.Order(StringComparer.Ordinal), "Who was reported", Section);
    }
}
