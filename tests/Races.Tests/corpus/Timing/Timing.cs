using Microsoft.Extensions.Time.Testing;

namespace RaceCorpus.Timing;

public static class Timing
{
    public static async Task Timer_correct()
    {
        var (ticks, enough) = (0, new TaskCompletionSource());
        using var timer = new Timer(_ =>
        {
            if (Interlocked.Increment(ref ticks) == 3)
                enough.TrySetResult();
        }, null, 10, 10);
        await enough.Task;
        Check.That(Volatile.Read(ref ticks) >= 3, "three ticks");
    }

    public static async Task Timer_callbacks_overlap_broken()
    {
        var (ticks, enough) = (0, new TaskCompletionSource());
        using var timer = new Timer(_ =>
        {
            if (++ticks == 3)
                enough.TrySetResult();
        }, null, 1, 1);
        await enough.Task;
    }

    public static async Task Periodic_correct()
    {
        var ticks = 0;
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (ticks < 3 && await timer.WaitForNextTickAsync())
            ticks++;
        Check.Same(3, ticks);
    }

    public static async Task Periodic_never_stopped_broken()
    {
        var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        _ = Task.Run(async () => { while (await timer.WaitForNextTickAsync()) { } });
        await Task.Yield();
    }

    public static async Task Periodic_stopped_correct()
    {
        var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        var loop = Task.Run(async () => { while (await timer.WaitForNextTickAsync()) { } });
        await Task.Delay(20);
        timer.Dispose();
        await loop;
    }

    public static async Task Fake_time_correct()
    {
        var (time, value) = (new FakeTimeProvider(), 0);
        var work = Wait();
        value = 5;
        time.Advance(TimeSpan.FromMinutes(1));
        Check.Same(5, await work);

        async Task<int> Wait()
        {
            await Task.Delay(TimeSpan.FromMinutes(1), time);
            return value;
        }
    }

    public static async Task Fake_time_broken()
    {
        var (time, value) = (new FakeTimeProvider(), 0);
        var work = Wait();
        time.Advance(TimeSpan.FromMinutes(1));
        value = 5;
        await work;

        async Task Wait()
        {
            await Task.Delay(TimeSpan.FromMinutes(1), time).ConfigureAwait(false);
            await Task.Yield();
            value++;
        }
    }

    public static async Task System_time_correct()
    {
        var time = TimeProvider.System;
        var started = time.GetTimestamp();
        await Task.Delay(TimeSpan.FromSeconds(2), time);
        Check.That(time.GetElapsedTime(started) >= TimeSpan.FromSeconds(2), "two seconds");
    }

    public static async Task Timer_of_a_provider_broken()
    {
        var (value, ended) = (0, new TaskCompletionSource());
        using var timer = TimeProvider.System.CreateTimer(_ => { ended.TrySetResult(); value++; }, null, TimeSpan.FromMilliseconds(5), Timeout.InfiniteTimeSpan);
        await ended.Task.WaitAsync(TimeSpan.FromMinutes(1));
        _ = value;
    }

    public static async Task Timer_waited_for_correct()
    {
        var value = 0;
        await using (TimeProvider.System.CreateTimer(_ => value++, null, TimeSpan.FromMilliseconds(5), Timeout.InfiniteTimeSpan))
            await Task.Delay(TimeSpan.FromMilliseconds(5));
        value++;
    }

    public static async Task Timer_not_waited_for_broken()
    {
        var value = 0;
        using (TimeProvider.System.CreateTimer(_ => value++, null, TimeSpan.FromMilliseconds(5), Timeout.InfiniteTimeSpan))
            await Task.Delay(TimeSpan.FromMilliseconds(5));
        value++;
    }
}
