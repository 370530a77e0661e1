using Xunit;

namespace Camp.Sync.Tests;

/// <summary>Small situations; every <c>camp check</c> runs each of them in hundreds of orders.</summary>
public static class AtomicMaxRaces
{
    public static async Task Two_offers_meet()
    {
        var max = new AtomicMax(0);
        await Task.WhenAll(Task.Run(() => Offer(3)), Task.Run(() => Offer(5)));
        Assert.Equal(5, max.Current);

        void Offer(long value)
        {
            max.Offer(value);
            Assert.True(max.Current >= value, "The maximum is below what was offered.");
        }
    }

    public static async Task Three_offers_meet()
    {
        var max = new AtomicMax(0);
        await Task.WhenAll(Task.Run(() => max.Offer(2)), Task.Run(() => max.Offer(7)), Task.Run(() => max.Offer(4)));
        Assert.Equal(7, max.Current);
    }

    public static async Task Of_two_equal_offers_one_wins()
    {
        var max = new AtomicMax(0);
        var won = await Task.WhenAll(Task.Run(() => max.Offer(5)), Task.Run(() => max.Offer(5)));
        Assert.Single(won, wins => wins);
    }

    public static async Task The_maximum_never_falls()
    {
        var max = new AtomicMax(4);
        var offers = Task.WhenAll(Task.Run(() => max.Offer(9)), Task.Run(() => max.Offer(6)));
        var (before, after) = (max.Current, max.Current);
        Assert.True(after >= before, "The maximum fell.");
        await offers;
    }
}
