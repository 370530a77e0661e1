namespace RaceCorpus.Sources;

public static class Sources
{
    public static async Task Result_correct()
    {
        var (numbers, source) = (new List<int>(), new TaskCompletionSource<int>());
        var setter = Task.Run(() => { numbers.Add(1); source.SetResult(5); });
        Check.Same(5, await source.Task);
        Check.Same(1, numbers.Count);
        await setter;
    }

    public static async Task Set_too_early_broken()
    {
        var (numbers, source) = (new List<int>(), new TaskCompletionSource<int>());
        var setter = Task.Run(() => { source.SetResult(5); numbers.Add(1); });
        await source.Task;
        _ = numbers.Count;
        await setter;
    }

    public static async Task Never_set_broken() => await new TaskCompletionSource().Task;

    public static async Task Set_twice_broken()
    {
        var source = new TaskCompletionSource();
        await Both.Twice(() => source.SetResult());
    }

    public static async Task Tried_twice_correct()
    {
        var source = new TaskCompletionSource<int>();
        await Both.Run(() => { source.TrySetResult(1); }, () => { source.TrySetResult(2); });
        Check.That(await source.Task > 0, "one of them");
    }

    public static async Task Continuation_inside_the_lock_broken()
    {
        var (gate, source) = (new Lock(), new TaskCompletionSource());
        var waiter = Wait();
        await Task.Run(() => { lock (gate) source.SetResult(); });
        await waiter;

        async Task Wait()
        {
            await source.Task;
            Task.Run(() => { lock (gate) { } }).Wait();
        }
    }

    public static async Task Continuation_elsewhere_correct()
    {
        var (gate, source) = (new Lock(), new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        var waiter = Wait();
        await Task.Run(() => { lock (gate) source.SetResult(); });
        await waiter;

        async Task Wait()
        {
            await source.Task;
            Task.Run(() => { lock (gate) { } }).Wait();
        }
    }
}
