namespace RaceCorpus.TaskPrograms;

public static class Running
{
    public static async Task Awaited_correct()
    {
        var value = 0;
        await Task.Run(() => { value = 1; });
        Check.Same(1, value);
    }

    public static async Task Not_awaited_broken()
    {
        var value = 0;
        var task = Task.Run(() => { value = 1; });
        _ = value;
        await task;
    }

    public static async Task Result_correct()
    {
        var numbers = new List<int>();
        Check.Same(3, Task.Run(() => { numbers.Add(1); return 3; }).Result);
        Check.Same(1, numbers.Count);
    }

    public static async Task Completed_is_looked_at_correct()
    {
        var value = 0;
        var task = Task.Run(() => { value = 1; });
        while (!task.IsCompleted)
            await Task.Yield();
        Check.Same(1, value);
    }

    public static async Task Factory_correct()
    {
        var value = 0;
        await Task.Factory.StartNew(() => { value = 1; }, TaskCreationOptions.LongRunning);
        Check.Same(1, value);
    }

    public static async Task Factory_with_an_async_lambda_broken()
    {
        var value = 0;
        await Task.Factory.StartNew(async () => { await Task.Yield(); value = 1; });
        _ = value;
    }

    public static async Task Cold_correct()
    {
        var task = new Task<int>(() => 4);
        task.Start();
        Check.Same(4, await task);
    }

    public static async Task Never_started_broken() => await new Task(() => { });

    public static async Task Left_running_broken()
    {
        var never = new TaskCompletionSource();
        _ = Task.Run(async () => await never.Task);
    }

    public static async Task Ends_by_itself_correct()
    {
        _ = Task.Run(async () => await Task.Delay(100));
    }

    public static async Task Async_void_broken()
    {
        Fail();
        await Task.Yield();

        static async void Fail()
        {
            await Task.Yield();
            throw new InvalidOperationException("nobody catches this");
        }
    }
}
