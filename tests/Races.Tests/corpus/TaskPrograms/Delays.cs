namespace RaceCorpus.TaskPrograms;

/// <summary>All in virtual time: the explorer has the clock, <see cref="DateTime.UtcNow"/> and <see cref="Task.Delay(int)"/> included, and nobody waits.</summary>
public static class Delays
{
    public static async Task An_hour_passes_at_once_correct()
    {
        var started = DateTime.UtcNow;
        await Task.Delay(TimeSpan.FromHours(1));
        Check.That(DateTime.UtcNow - started >= TimeSpan.FromHours(1), "an hour");
    }

    public static async Task A_delay_orders_nothing_broken()
    {
        var first = 0;
        await Both.Run(async () => { await Task.Delay(50); Interlocked.CompareExchange(ref first, 1, 0); },
            async () => { await Task.Delay(10); Interlocked.CompareExchange(ref first, 2, 0); });
        Check.Same(2, first);
    }

    public static async Task A_long_delay_is_a_time_out_correct()
    {
        var work = Task.Run(() => Task.Delay(20));
        Check.That(await Task.WhenAny(work, Task.Delay(TimeSpan.FromSeconds(40))) == work, "in time");
    }

    public static async Task Waiting_by_the_clock_broken()
    {
        var value = 0;
        var work = Task.Run(() => { value = 1; });
        await Task.Delay(1_000);
        _ = value;
        await work;
    }
}
