using Xunit;

namespace Camp.Sync.Tests;

/// <summary>Small situations; every <c>camp check</c> runs each of them in hundreds of orders.</summary>
public static class OnceRaces
{
    public static async Task Two_come_at_once()
    {
        var (once, runs, loaded) = (new Once(), 0, false);
        await Task.WhenAll(Task.Run(Ask), Task.Run(Ask));
        Assert.Equal(1, runs);

        async Task Ask()
        {
            await once.RunAsync(Load, CancellationToken.None);
            Assert.True(loaded, "RunAsync ended before the work had.");
        }

        async Task Load()
        {
            Interlocked.Increment(ref runs);
            await Task.Yield();
            loaded = true;
        }
    }

    public static async Task Two_try_again_after_a_failure()
    {
        var (once, runs, inside) = (new Once(), 0, 0);
        await Task.WhenAll(Task.Run(Ask), Task.Run(Ask), Task.Run(Ask));
        Assert.Equal(3, Volatile.Read(ref runs));

        async Task Ask()
        {
            while (true)
            {
                try
                {
                    await once.RunAsync(Load, CancellationToken.None);
                    return;
                }
                catch (TimeoutException)
                {
                }
            }
        }

        async Task Load()
        {
            Assert.Equal(1, Interlocked.Increment(ref inside));
            var run = Interlocked.Increment(ref runs);
            await Task.Yield();
            Interlocked.Decrement(ref inside);
            if (run < 3)
                throw new TimeoutException();
        }
    }

    public static async Task Work_blocks_until_another_caller_has_come()
    {
        var (once, came) = (new Once(), new ManualResetEventSlim());
        var first = Task.Run(() => once.RunAsync(() =>
        {
            came.Wait();
            return Task.CompletedTask;
        }, CancellationToken.None));
        var second = await Task.Run(() => Task.FromResult(once.RunAsync(() => Task.CompletedTask, CancellationToken.None)));
        came.Set();
        await Task.WhenAll(first, second);
    }
}
