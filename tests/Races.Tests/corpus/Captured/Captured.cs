namespace RaceCorpus.Captured;

public static class Captured
{
    public static async Task Local_correct()
    {
        var (count, gate) = (0, new Lock());
        await Both.Twice(() => { lock (gate) count++; });
        Check.Same(2, count);
    }

    public static async Task Local_broken()
    {
        var count = 0;
        await Both.Twice(() => { count++; });
        Check.Same(2, count);
    }

    public static async Task Loop_variable_correct()
    {
        var work = new List<Task<int>>();
        foreach (var number in new[] { 1, 2, 3 })
            work.Add(Task.Run(() => number * 2));
        Check.Same(12, (await Task.WhenAll(work)).Sum());
    }

    public static async Task Loop_variable_broken()
    {
        var work = new List<Task<int>>();
        for (var number = 0; number < 3; number++)
            work.Add(Task.Run(() => number * 2));
        await Task.WhenAll(work);
    }

    public static async Task In_an_async_lambda_correct()
    {
        var (count, gate) = (0, new SemaphoreSlim(1, 1));
        await Both.Twice(async () =>
        {
            await gate.WaitAsync();
            var seen = count;
            await Task.Yield();
            count = seen + 1;
            gate.Release();
        });
        Check.Same(2, count);
    }

    public static async Task In_an_async_lambda_broken()
    {
        var count = 0;
        await Both.Twice(async () =>
        {
            var seen = count;
            await Task.Yield();
            count = seen + 1;
        });
    }

    public static async Task Local_function_broken()
    {
        var count = 0;
        await Task.WhenAll(Add(), Add());

        async Task Add()
        {
            await Task.Yield();
            count++;
        }
    }

    public static async Task Local_function_correct()
    {
        var count = 0;
        await Add();
        await Add();
        Check.Same(2, count);

        async Task Add()
        {
            await Task.Yield();
            count++;
        }
    }

    public static async Task Static_method_group_correct()
    {
        await Both.Twice(() => Check.Same(3, new[] { 1, 2 }.Sum(Same)));

        static int Same(int number) => number;
    }
}
