namespace TrainingCamp.Races.Primitives;

/// <summary>A few workers take the items one by one: enough for every pair of bodies to meet.</summary>
[Replaces(typeof(Parallel))]
public static class Parallels
{
    private const int MostWorkers = 3;

    public static ParallelLoopResult For(int fromInclusive, int toExclusive, Action<int> body) => For(fromInclusive, toExclusive, new ParallelOptions(), body);

    public static ParallelLoopResult For(int fromInclusive, int toExclusive, ParallelOptions parallelOptions, Action<int> body) =>
        ForEach(Enumerable.Range(fromInclusive, Math.Max(0, toExclusive - fromInclusive)), parallelOptions, body);

    public static ParallelLoopResult ForEach<T>(IEnumerable<T> source, Action<T> body) => ForEach(source, new ParallelOptions(), body);

    public static ParallelLoopResult ForEach<T>(IEnumerable<T> source, ParallelOptions parallelOptions, Action<T> body)
    {
        Tasks.WaitAll(Workers(source, parallelOptions, (item, _) =>
        {
            body(item);
            return default;
        }));
        // The result of a loop that ran to its end; the framework makes no other for bodies without a loop state.
        return Parallel.For(0, 0, _ => { });
    }

    public static void Invoke(params Action[] actions) => ForEach(actions, action => action());

    public static void Invoke(ParallelOptions parallelOptions, params Action[] actions) => ForEach(actions, parallelOptions, action => action());

    public static Task ForEachAsync<T>(IEnumerable<T> source, Func<T, CancellationToken, ValueTask> body) => ForEachAsync(source, new ParallelOptions(), body);

    public static Task ForEachAsync<T>(IEnumerable<T> source, CancellationToken cancellationToken, Func<T, CancellationToken, ValueTask> body) =>
        ForEachAsync(source, new ParallelOptions { CancellationToken = cancellationToken }, body);

    public static Task ForEachAsync<T>(IEnumerable<T> source, ParallelOptions parallelOptions, Func<T, CancellationToken, ValueTask> body) =>
        Tasks.WhenAll(Workers(source, parallelOptions, body));

    public static Task ForAsync(int fromInclusive, int toExclusive, Func<int, CancellationToken, ValueTask> body) => ForAsync(fromInclusive, toExclusive, new ParallelOptions(), body);

    public static Task ForAsync(int fromInclusive, int toExclusive, ParallelOptions parallelOptions, Func<int, CancellationToken, ValueTask> body) =>
        ForEachAsync(Enumerable.Range(fromInclusive, Math.Max(0, toExclusive - fromInclusive)), parallelOptions, body);

    private static Task[] Workers<T>(IEnumerable<T> source, ParallelOptions options, Func<T, CancellationToken, ValueTask> body)
    {
        options.CancellationToken.ThrowIfCancellationRequested();
        var stop = CancellationTokenSource.CreateLinkedTokenSource(options.CancellationToken);
        var items = new Queue<T>(source);
        var most = options.MaxDegreeOfParallelism > 0 ? options.MaxDegreeOfParallelism : MostWorkers;
        return [.. Enumerable.Range(0, Math.Min(Math.Min(most, MostWorkers), items.Count)).Select(_ => Tasks.Run(() => Ordered.Task(Work)))];

        async Task<bool> Work()
        {
            while (items.TryDequeue(out var item))
            {
                stop.Token.ThrowIfCancellationRequested();
                try
                {
                    await Ended(body(item, stop.Token));
                }
                catch
                {
                    stop.Cancel();
                    throw;
                }
            }

            return true;
        }
    }

    private static async Task Ended(ValueTask body)
    {
        var task = ValueTasks.AsTask(ref body);
        try
        {
            await task;
        }
        finally
        {
            Looking.End(task);
        }
    }
}
