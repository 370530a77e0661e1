// Mistake: leaves at the cancellation while jobs still run.
// Rejected by: FanOutTests.Cancellation_stops_the_rest_and_waits_for_what_runs
// Explored: failed
using System.Runtime.ExceptionServices;

namespace Camp.Tasks;

public static class FanOut
{
    public static async Task<TResult[]> RunAsync<T, TResult>(
        IReadOnlyList<T> inputs, int limit, Func<T, CancellationToken, Task<TResult>> job, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var results = new TResult[inputs.Count];
        var taken = 0;
        Exception? first = null;

        // As many workers as jobs at once: what is waiting for its turn costs nothing, not even a task.
        await Task.WhenAll(Enumerable.Range(0, Math.Min(limit, inputs.Count)).Select(_ => Task.Run(WorkAsync, CancellationToken.None))).WaitAsync(cancellationToken);
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
