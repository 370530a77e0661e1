// Alternative: all sources race for one TaskCompletionSource; the last to fail reports the failures.
namespace Camp.Tasks;

public static class FirstAnswer
{
    public static async Task<T> AskAsync<T>(IReadOnlyList<Func<CancellationToken, Task<T>>> sources, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfZero(sources.Count, nameof(sources));
        cancellationToken.ThrowIfCancellationRequested();
        var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var (failures, open) = (new Exception[sources.Count], sources.Count);
        using var leave = cancellationToken.Register(() => answer.TrySetCanceled(cancellationToken));
        for (var number = 0; number < sources.Count; number++)
        {
            var mine = number;
            _ = Task.Run(() => Ask(mine));
        }

        try
        {
            return await answer.Task;
        }
        finally
        {
            stop.Cancel();
        }

        async Task Ask(int number)
        {
            try
            {
                answer.TrySetResult(await sources[number](stop.Token));
            }
            catch (Exception error)
            {
                failures[number] = error;
                if (Interlocked.Decrement(ref open) > 0)
                    return;
                if (cancellationToken.IsCancellationRequested)
                    answer.TrySetCanceled(cancellationToken);
                else
                    answer.TrySetException(new AggregateException(failures));
            }
        }
    }
}
