namespace RaceCorpus.Semaphores;

public static class Semaphores
{
    public static async Task Async_lock_correct()
    {
        var (count, gate) = (0, new SemaphoreSlim(1, 1));
        await Both.Twice(async () =>
        {
            await gate.WaitAsync();
            try
            {
                var seen = count;
                await Task.Yield();
                count = seen + 1;
            }
            finally
            {
                gate.Release();
            }
        });
        Check.Same(2, count);
    }

    public static async Task Two_permits_broken()
    {
        var (count, gate) = (0, new SemaphoreSlim(2, 2));
        await Both.Twice(async () =>
        {
            await gate.WaitAsync();
            count++;
            gate.Release();
        });
    }

    public static async Task Blocking_correct()
    {
        var (count, gate) = (0, new SemaphoreSlim(1));
        await Both.Twice(() =>
        {
            gate.Wait();
            count++;
            gate.Release();
        });
        Check.Same(2, count);
    }

    public static async Task Never_released_broken()
    {
        var gate = new SemaphoreSlim(1, 1);
        await Both.Twice(async () => await gate.WaitAsync());
    }

    public static async Task Timeout_correct()
    {
        var gate = new SemaphoreSlim(0, 1);
        Check.That(!await gate.WaitAsync(20), "nobody releases");
        Check.That(!gate.Wait(20), "nobody releases");
    }

    public static async Task Timeout_long_enough_correct()
    {
        var gate = new SemaphoreSlim(0, 1);
        var waiter = Task.Run(() => gate.WaitAsync(TimeSpan.FromSeconds(30)));
        gate.Release();
        Check.That(await waiter, "released in time");
    }

    public static async Task Timeout_ignored_broken()
    {
        var (count, gate) = (0, new SemaphoreSlim(1, 1));
        await Both.Twice(async () =>
        {
            await gate.WaitAsync(10);
            var seen = count;
            // Virtual time: the explorer has the clock, and nobody waits.
            await Task.Delay(50);
            count = seen + 1;
            gate.Release();
        });
    }

    public static async Task Signal_correct()
    {
        var (value, ready) = (0, new SemaphoreSlim(0));
        var reader = Task.Run(async () =>
        {
            await ready.WaitAsync();
            return value;
        });
        value = 7;
        ready.Release();
        Check.Same(7, await reader);
    }

    public static async Task Signal_too_early_broken()
    {
        var (value, ready) = (0, new SemaphoreSlim(0));
        var reader = Task.Run(async () =>
        {
            await ready.WaitAsync();
            return value;
        });
        ready.Release();
        value = 7;
        await reader;
    }

    public static async Task Released_after_a_failure_correct()
    {
        var gate = new SemaphoreSlim(1, 1);
        await Both.Twice(async () =>
        {
            try
            {
                await Work();
            }
            catch (TimeoutException)
            {
            }
        });

        async Task Work()
        {
            await gate.WaitAsync();
            try
            {
                throw new TimeoutException();
            }
            finally
            {
                gate.Release();
            }
        }
    }

    public static async Task Not_released_after_a_failure_broken()
    {
        var gate = new SemaphoreSlim(1, 1);
        await Both.Twice(async () =>
        {
            try
            {
                await gate.WaitAsync();
                await Task.FromException(new TimeoutException());
                gate.Release();
            }
            catch (TimeoutException)
            {
            }
        });
    }

    public static async Task Cancelled_wait_correct()
    {
        var (gate, cancel) = (new SemaphoreSlim(0), new CancellationTokenSource());
        var waiter = Task.Run(() => gate.WaitAsync(cancel.Token));
        cancel.Cancel();
        try
        {
            await waiter;
        }
        catch (OperationCanceledException)
        {
        }
    }
}
