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
    // TODO 1: refuse a limit below 1; make a token source that is linked to the caller's token.
    // TODO 2: start at most "limit" workers, each of which takes the next index until there is none.
    // TODO 3: keep the first failure and cancel the source. When all workers have ended, throw it.
    public static Task<TResult[]> RunAsync<T, TResult>(
        IReadOnlyList<T> inputs, int limit, Func<T, CancellationToken, Task<TResult>> job, CancellationToken cancellationToken) =>
        throw new NotImplementedException("FanOut.RunAsync: run the jobs, at most \"limit\" at once.");
}
