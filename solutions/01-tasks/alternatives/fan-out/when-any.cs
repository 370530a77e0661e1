// Alternative: one loop starts a job whenever one has ended.
namespace Camp.Tasks;

public static class FanOut
{
    public static async Task<TResult[]> RunAsync<T, TResult>(
        IReadOnlyList<T> inputs, int limit, Func<T, CancellationToken, Task<TResult>> job, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        cancellationToken.ThrowIfCancellationRequested();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var tasks = new Task<TResult>[inputs.Count];
        var running = new HashSet<Task<TResult>>();
        Task<TResult>? failed = null;
        for (var next = 0; ;)
        {
            // One look a round: between two the caller may cancel, and then there may be nothing to await.
            var goesOn = next < tasks.Length && !stop.IsCancellationRequested;
            if (!goesOn && running.Count == 0)
                break;
            if (goesOn && running.Count < limit)
            {
                var input = inputs[next];
                running.Add(tasks[next++] = Task.Run(() => job(input, stop.Token), CancellationToken.None));
                continue;
            }

            var ended = await Task.WhenAny(running);
            running.Remove(ended);
            if (!ended.IsCompletedSuccessfully && failed is null)
            {
                failed = ended;
                await stop.CancelAsync();
            }
        }

        if (failed is not null)
            await failed;
        cancellationToken.ThrowIfCancellationRequested();
        return await Task.WhenAll(tasks);
    }
}
