namespace RaceCorpus.Pools;

public static class Pools
{
    public static async Task Queued_work_correct()
    {
        var done = new TaskCompletionSource<int>();
        ThreadPool.QueueUserWorkItem(_ => done.SetResult(5));
        Check.Same(5, await done.Task);
    }

    public static async Task Queued_work_broken()
    {
        var value = 0;
        var done = new TaskCompletionSource();
        ThreadPool.QueueUserWorkItem(_ => { done.SetResult(); value = 1; });
        await done.Task;
        _ = value;
    }

    public static async Task With_a_state_correct()
    {
        var done = new TaskCompletionSource<int>();
        ThreadPool.QueueUserWorkItem(number => done.SetResult(number), 5, preferLocal: false);
        Check.Same(5, await done.Task);
    }

    public static async Task Two_items_broken()
    {
        var (count, open) = (0, new CountdownEvent(2));
        for (var item = 0; item < 2; item++)
            ThreadPool.QueueUserWorkItem(_ => { count++; open.Signal(); });
        open.Wait();
        await Task.Yield();
    }
}
