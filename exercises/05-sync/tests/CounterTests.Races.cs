using Xunit;

namespace Camp.Sync.Tests;

/// <summary>Small situations; every <c>camp check</c> runs each of them in hundreds of orders.</summary>
public static class CounterRaces
{
    public static async Task Two_add_at_once()
    {
        var counter = new Counter();
        await Task.WhenAll(Task.Run(counter.Increment), Task.Run(() => counter.Add(2)));
        Assert.Equal(3, counter.Value);
    }

    public static async Task One_reads_while_another_adds()
    {
        var counter = new Counter();
        var read = Task.Run(() => counter.Value);
        counter.Increment();
        Assert.InRange(await read, 0, 1);
    }

    public static async Task Two_meet_at_the_limit()
    {
        var counter = new Counter();
        counter.Add(long.MaxValue - 1);
        var added = await Task.WhenAll(Task.Run(Fits), Task.Run(Fits));
        Assert.Single(added, fits => fits);
        await Task.Run(() => counter.Add(-1));
        Assert.Equal(long.MaxValue - 1, counter.Value);

        bool Fits()
        {
            try
            {
                counter.Increment();
                Assert.True(counter.Value > 0, "The count went over its limit.");
                return true;
            }
            catch (OverflowException)
            {
                return false;
            }
        }
    }
}
