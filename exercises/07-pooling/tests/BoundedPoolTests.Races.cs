using Camp.Testing;

namespace Camp.Pooling.Tests;

/// <summary>Small situations; every <c>camp check</c> runs each of them in hundreds of orders.</summary>
public static class BoundedPoolRaces
{
    public static async Task Two_share_one_connection()
    {
        var (opened, users) = (0, 0);
        var pool = new BoundedPool(1, _ =>
        {
            Interlocked.Increment(ref opened);
            return Task.FromResult<IConnection>(new Connection());
        });
        await Task.WhenAll(Task.Run(Use), Task.Run(Use));
        Expect.Equal(1, opened, "Connections that a pool of one has opened", "A pool");
        IsIdle(pool);

        async Task Use()
        {
            var connection = await pool.RentAsync(CancellationToken.None);
            Expect.Equal(1, Interlocked.Increment(ref users), "Users of the one connection", "A pool");
            await Task.Yield();
            Interlocked.Decrement(ref users);
            await pool.ReturnAsync(connection);
        }
    }

    public static async Task One_gives_up_as_a_connection_comes_back()
    {
        var pool = new BoundedPool(1, _ => Task.FromResult<IConnection>(new Connection()));
        var connection = await pool.RentAsync(CancellationToken.None);
        using var leave = new CancellationTokenSource();
        var waiting = Task.Run(Wait);
        var leaving = Task.Run(leave.Cancel);
        await pool.ReturnAsync(connection);
        await Task.WhenAll(waiting, leaving);
        IsIdle(pool);

        async Task Wait()
        {
            try
            {
                await pool.ReturnAsync(await pool.RentAsync(leave.Token));
            }
            catch (OperationCanceledException)
            {
            }
        }
    }

    public static async Task One_waits_for_a_place_that_is_discarded()
    {
        var pool = new BoundedPool(1, _ => Task.FromResult<IConnection>(new Connection()));
        var connection = await pool.RentAsync(CancellationToken.None);
        var waiting = Task.Run(() => pool.RentAsync(CancellationToken.None));
        await pool.DiscardAsync(connection);
        await pool.ReturnAsync(await waiting);
        IsIdle(pool);
    }

    private static void IsIdle(BoundedPool pool) =>
        Expect.Equal(1, pool.Idle.Count, "Idle connections when all have given theirs back", "First come, first served");
}
