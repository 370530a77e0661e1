namespace RaceCorpus.TaskPrograms;

public static class Combining
{
    public static async Task All_correct()
    {
        var sums = new int[3];
        await Task.WhenAll(Enumerable.Range(0, 3).Select(number => Task.Run(() => { sums[number] = number; })));
        Check.Same(3, sums.Sum());
    }

    public static async Task All_but_one_broken()
    {
        var sums = new int[2];
        var (first, second) = (Task.Run(() => { sums[0] = 1; }), Task.Run(() => { sums[1] = 2; }));
        await Task.WhenAll(first);
        _ = sums[1];
        await second;
    }

    public static async Task Any_correct()
    {
        var values = new int[2];
        var (first, second) = (Task.Run(() => { values[0] = 1; return 0; }), Task.Run(() => { values[1] = 1; return 1; }));
        var winner = await Task.WhenAny(first, second);
        Check.Same(1, values[await winner]);
        await Task.WhenAll(first, second);
    }

    public static async Task Any_is_not_all_broken()
    {
        var values = new int[2];
        var (first, second) = (Task.Run(() => { values[0] = 1; }), Task.Run(() => { values[1] = 1; }));
        await Task.WhenAny(first, second);
        _ = values[0] + values[1];
        await Task.WhenAll(first, second);
    }

    public static async Task Each_correct()
    {
        var values = new int[2];
        Task<int>[] work = [Task.Run(() => { values[0] = 1; return 0; }), Task.Run(() => { values[1] = 1; return 1; })];
        await foreach (var ended in Task.WhenEach(work))
            Check.Same(1, values[await ended]);
    }

    public static async Task Each_too_early_broken()
    {
        var values = new int[2];
        Task<int>[] work = [Task.Run(() => { values[0] = 1; return 0; }), Task.Run(() => { values[1] = 1; return 1; })];
        await foreach (var ended in Task.WhenEach(work))
            _ = values[1 - await ended];
    }

    public static async Task Followed_correct()
    {
        var value = 0;
        await Task.Run(() => { value = 1; }).ContinueWith(_ => { value++; });
        Check.Same(2, value);
    }

    public static async Task Followed_beside_broken()
    {
        var value = 0;
        var task = Task.Run(() => { });
        var next = task.ContinueWith(_ => { value++; });
        value++;
        await next;
    }

    public static async Task Followed_at_once_correct()
    {
        var value = 0;
        await Task.Run(() => { value = 1; }).ContinueWith(_ => ++value, TaskContinuationOptions.ExecuteSynchronously);
        Check.Same(2, value);
    }

    public static async Task Waited_for_with_a_limit_correct()
    {
        var never = new TaskCompletionSource();
        try
        {
            await never.Task.WaitAsync(TimeSpan.FromMilliseconds(50));
            Check.That(false, "never");
        }
        catch (TimeoutException)
        {
        }
    }

    public static async Task Given_up_too_early_broken()
    {
        var value = 0;
        // Virtual time: the explorer has the clock, and nobody waits.
        var work = Task.Run(async () => { await Task.Delay(90); value = 1; });
        try
        {
            await work.WaitAsync(TimeSpan.FromMilliseconds(10));
        }
        catch (TimeoutException)
        {
        }

        _ = value;
        await work;
    }

    public static async Task Waited_for_all_correct()
    {
        var sums = new int[2];
        Task.WaitAll(Task.Run(() => { sums[0] = 1; }), Task.Run(() => { sums[1] = 2; }));
        Check.Same(3, sums.Sum());
    }

    public static async Task Waited_for_any_broken()
    {
        var sums = new int[2];
        Task[] work = [Task.Run(() => { sums[0] = 1; }), Task.Run(() => { sums[1] = 2; })];
        Task.WaitAny(work);
        _ = sums.Sum();
        await Task.WhenAll(work);
    }
}
