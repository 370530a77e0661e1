using System.Runtime.ExceptionServices;

namespace Camp.Tasks;

/// <summary>Does one job for each input, a fixed number of them at once. Go: <c>errgroup</c> with <c>SetLimit</c>.</summary>
public static class FanOut
{
    /// <summary>Runs <paramref name="job"/> once for each input and gives back the results in the order of the inputs.</summary>
    /// <remarks>
    /// <para>At most <paramref name="limit"/> jobs of this call are under way at once. As soon as one ends the next starts; there
    /// are no waves, and which input comes next is up to you. Calls know nothing of one another: each has a limit of its own.</para>
    /// <para>Jobs run on the thread pool: one that blocks its thread before its first await holds up neither the caller nor the
    /// other jobs. While the tasks of jobs are under way, no thread of the pool is held for them.</para>
    /// <para>When a job fails, or the token is cancelled, the token that the jobs hold is cancelled and no further job starts.
    /// The call ends when all the jobs that were started have ended.</para>
    /// </remarks>
    /// <param name="inputs">May be empty; then the results are too.</param>
    /// <param name="limit">1 or more.</param>
    /// <param name="job">May throw before it gives back a task; that is a failure like any other.</param>
    /// <param name="cancellationToken">Stops the rest. If it is cancelled before the call, no job starts.</param>
    /// <returns>One result for each input.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The limit is below 1. (Thrown by the call or by its task.)</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled while inputs were waiting for their turn.</exception>
    /// <exception cref="Exception">
    /// The first failure of a job: that very exception, whatever other jobs throw after it. A job that ends as cancelled by
    /// itself has failed too.
    /// </exception>
    public static async Task<TResult[]> RunAsync<T, TResult>(
        IReadOnlyList<T> inputs, int limit, Func<T, CancellationToken, Task<TResult>> job, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
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
