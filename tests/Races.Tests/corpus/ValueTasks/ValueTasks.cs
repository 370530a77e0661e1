namespace RaceCorpus.ValueTasks;

public static class ValueTasks
{
    public static async Task Awaited_correct()
    {
        var value = 0;
        await Set();
        Check.Same(1, value);

        async ValueTask Set()
        {
            await Task.Yield();
            value = 1;
        }
    }

    public static async Task Not_awaited_broken()
    {
        var value = 0;
        var set = Set();
        _ = value;
        await set;

        async ValueTask Set()
        {
            await Task.Yield();
            value = 1;
        }
    }

    public static async Task As_a_task_correct()
    {
        var value = 0;
        var (first, second) = (Add(1).AsTask(), Add(2).AsTask());
        Check.Same(3, (await Task.WhenAll(first, second)).Sum());
        Check.Same(3, value);

        async ValueTask<int> Add(int number)
        {
            await Task.Yield();
            Interlocked.Add(ref value, number);
            return number;
        }
    }

    public static async Task As_a_task_broken()
    {
        var value = 0;
        await Task.WhenAll(Add(1).AsTask(), Add(2).AsTask());

        async ValueTask Add(int number)
        {
            await Task.Yield();
            value += number;
        }
    }

    public static async Task Configured_correct()
    {
        var value = 0;
        await Set().ConfigureAwait(false);
        Check.Same(1, value);

        async ValueTask Set()
        {
            await Task.Yield();
            value = 1;
        }
    }
}
