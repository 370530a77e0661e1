using Xunit;

namespace Camp.Sync.Tests;

/// <summary>Small situations; every <c>camp check</c> runs each of them in hundreds of orders.</summary>
public static class WaitGroupRaces
{
    public static async Task Done_and_wait_meet()
    {
        var (group, ready) = (new WaitGroup(), false);
        group.Add(1);
        var work = Task.Run(() =>
        {
            ready = true;
            group.Done();
        });
        await group.WaitAsync(CancellationToken.None);
        Assert.True(ready, "The wait ended before the work.");
        await work;
    }

    public static async Task Two_are_done_at_once()
    {
        var group = new WaitGroup();
        group.Add(2);
        var work = Task.WhenAll(Task.Run(group.Done), Task.Run(group.Done));
        await Task.WhenAll(group.WaitAsync(CancellationToken.None), group.WaitAsync(CancellationToken.None), work);
    }

    public static async Task Two_add_at_once()
    {
        var group = new WaitGroup();
        group.Add(1);
        await Task.WhenAll(Task.Run(Work), Task.Run(Work));
        group.Done();
        await group.WaitAsync(CancellationToken.None);

        void Work()
        {
            group.Add(1);
            group.Done();
        }
    }

    public static async Task A_waiter_blocks_for_a_call_of_another()
    {
        var group = new WaitGroup();
        group.Add(1);
        var blocked = Block();
        await Task.Run(group.Done);
        await blocked;

        async Task Block()
        {
            await group.WaitAsync(CancellationToken.None);
            Task.Run(() => group.Add(1)).GetAwaiter().GetResult();
        }
    }

    public static async Task A_call_is_refused_beside_another()
    {
        var group = new WaitGroup();
        group.Add(1);
        var refused = Task.Run(() => group.Add(-5));
        group.Add(1);
        Assert.IsType<InvalidOperationException>(await Failure.Of(refused));
        group.Add(-2);
        await group.WaitAsync(CancellationToken.None);
    }
}
