using Xunit;

namespace Camp.Sync.Tests;

/// <summary>Small situations; every <c>camp check</c> runs each of them in hundreds of orders.</summary>
public static class BroadcastRaces
{
    public static async Task Two_wait_and_a_third_comes_while_they_are_woken()
    {
        var broadcast = new Broadcast<int>();
        Task<int>[] early = [broadcast.NextAsync(), broadcast.NextAsync()];
        var late = Task.Run(() => broadcast.NextAsync());
        Assert.InRange(broadcast.Publish(1), 2, 3);
        Assert.Equal(2, (await Task.WhenAll(early)).Sum());
        broadcast.Publish(2);
        while (!late.IsCompleted)
        {
            await Task.Yield();
            broadcast.Publish(2);
        }

        Assert.InRange(await late, 1, 2);
    }

    public static async Task A_waiter_uses_the_broadcast_again()
    {
        var broadcast = new Broadcast<int>();
        var again = Again();
        await Task.Run(() => broadcast.Publish(1));
        await again;

        async Task Again()
        {
            await broadcast.NextAsync();
            await Task.Run(() => broadcast.Publish(2));
        }
    }

    public static async Task A_waiter_blocks()
    {
        var broadcast = new Broadcast<int>();
        var blocked = Block();
        await Task.Run(() => broadcast.Publish(1));
        await blocked;

        async Task Block()
        {
            await broadcast.NextAsync();
            Task.Run(() => broadcast.Publish(2)).GetAwaiter().GetResult();
        }
    }

    public static async Task A_value_and_a_cancellation_meet()
    {
        var broadcast = new Broadcast<int>();
        using var leave = new CancellationTokenSource();
        var (leaving, staying) = (broadcast.NextAsync(leave.Token), broadcast.NextAsync());
        var cancel = Task.Run(leave.Cancel);
        var woken = broadcast.Publish(1);
        await cancel;
        Assert.Equal(1, await staying);
        var served = await Served(leaving);
        Assert.Equal(served ? 2 : 1, woken);

        static async Task<bool> Served(Task<int> waiter)
        {
            try
            {
                return await waiter == 1;
            }
            catch (OperationCanceledException)
            {
                return false;
            }
        }
    }

    public static async Task A_cancelled_waiter_blocks()
    {
        var broadcast = new Broadcast<int>();
        using var leave = new CancellationTokenSource();
        var blocked = Block();
        await Task.Run(leave.Cancel);
        await blocked;

        async Task Block()
        {
            Assert.IsType<OperationCanceledException>(await Failure.Of(broadcast.NextAsync(leave.Token)), exactMatch: false);
            Task.Run(() => broadcast.Publish(2)).GetAwaiter().GetResult();
        }
    }
}
