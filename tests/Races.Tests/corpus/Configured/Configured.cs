namespace RaceCorpus.Configured;

public static class Configured
{
    public static async Task Not_on_the_context_correct()
    {
        var value = 0;
        await Task.Run(() => { value = 1; }).ConfigureAwait(false);
        Check.Same(1, value);
    }

    public static async Task Not_on_the_context_broken()
    {
        var value = 0;
        await Both.Twice(async () =>
        {
            // Virtual time: the explorer has the clock, and nobody waits.
            await Task.Delay(1).ConfigureAwait(false);
            value++;
        });
    }

    public static async Task Suppressed_correct()
    {
        await Task.Run(() => throw new TimeoutException()).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public static async Task Forced_to_yield_broken()
    {
        var value = 0;
        var set = Set();
        value++;
        await set;

        async Task Set()
        {
            await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
            value++;
        }
    }
}
