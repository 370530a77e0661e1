// Mistake: a limit of 0 starts no worker and gives back zeros.
// Rejected by: FanOutTests.A_limit_below_one_is_refused
using System.Runtime.ExceptionServices;

namespace Camp.Tasks;

public static class FanOut
{
    public static async Task<TResult[]> RunAsync<T, TResult>(
        IReadOnlyList<T> inputs, int limit, Func<T, CancellationToken, Task<TResult>> job, CancellationToken cancellationToken)
    {
        if (limit < 1)
            return new TResult[inputs.Count];
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var results = new TResult[inputs.Count];
        var taken = 0;
        Exception? first = null;

        // As many workers as jobs at once: what is waiting for its turn costs nothing, not even a task.
        await Task.WhenAll(Enumerable.Range(0, Math.Min(limit, inputs.Count)).Select(_ => Task.Run(WorkAsync, CancellationToken.None)));
        if (first is not null)
            ExceptionDispatchInfo.Throw(first);
        cancellationToken.ThrowIfCancellationRequested();
        return results;

        async Task WorkAsync()
        {
            while (!stop.IsCancellationRequested && Interlocked.Increment(ref taken) - 1 is var index && index < inputs.Count)
            {
                try
                {
                    results[index] = await job(inputs[index], stop.Token);
                }
                catch (Exception error)
                {
                    // Only the first failure counts: what the others throw may be its consequence.
                    Interlocked.CompareExchange(ref first, error, null);
                    await stop.CancelAsync();
                }
            }
        }
    }
}
