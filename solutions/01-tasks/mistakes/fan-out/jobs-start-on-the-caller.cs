// Mistake: the jobs start on the caller's thread: one that works before its first await holds up all the others.
// Rejected by: FanOutTests.Jobs_that_block_run_side_by_side
// Explored: deadlock
using System.Runtime.ExceptionServices;

namespace Camp.Tasks;

public static class FanOut
{
    public static async Task<TResult[]> RunAsync<T, TResult>(
        IReadOnlyList<T> inputs, int limit, Func<T, CancellationToken, Task<TResult>> job, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var places = new SemaphoreSlim(limit);
        var running = new List<Task<TResult>>();
        foreach (var input in inputs)
        {
            await places.WaitAsync(stop.Token);
            running.Add(One(input));
        }

        return await Task.WhenAll(running);

        async Task<TResult> One(T input)
        {
            try
            {
                return await job(input, stop.Token);
            }
            finally
            {
                places.Release();
            }
        }
    }
}
