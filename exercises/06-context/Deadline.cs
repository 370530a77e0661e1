namespace Camp.Context;

/// <summary>A limit on the time that an operation may take. Go: <c>ctx, cancel := context.WithTimeout(parent, 2*time.Second)</c>.</summary>
public sealed class Deadline
{
    // TODO 1: fields for the clock and the limit.

    /// <param name="clock">Tells the time; its timers end the wait. Never the wall clock.</param>
    /// <param name="limit">More than zero; 2 seconds unless told.</param>
    /// <exception cref="ArgumentOutOfRangeException">The limit is zero or less.</exception>
    public Deadline(TimeProvider clock, TimeSpan? limit = null)
    {
        // TODO 2: refuse a limit of zero or less; keep both.
        throw new NotImplementedException("Deadline: keep the clock and the limit.");
    }

    /// <summary>
    /// Runs the operation with a token that is cancelled when the limit has passed, counted from the call, or when the caller cancels.
    /// </summary>
    /// <remarks>
    /// <para>The call ends when the operation has ended: to stop is the operation's part. If it ends well although its token is
    /// cancelled, its result counts; if it fails with another exception than OperationCanceledException, that goes on as it is.</para>
    /// <para>One deadline serves any number of calls at once, each with a limit of its own. When a call has ended, none of its timers is left
    /// on the clock (Go: <c>defer cancel()</c>).</para>
    /// </remarks>
    /// <param name="operation">May throw before it gives back a task.</param>
    /// <param name="cancellationToken">The caller's. If it is cancelled before the call, the operation is not started.</param>
    /// <returns>What the operation returned.</returns>
    /// <exception cref="TimeoutException">
    /// The limit has passed, the caller has not cancelled, and the operation ended with an OperationCanceledException, which is the inner
    /// exception. Go: <c>context.DeadlineExceeded</c>.
    /// </exception>
    /// <exception cref="OperationCanceledException">
    /// The caller has cancelled (Go: <c>context.Canceled</c>), or the operation gave up by itself before the limit: its own exception.
    /// </exception>
    // TODO 3: a source with a timer on the clock, linked with the caller's token; both disposed on each way out.
    // TODO 4: run the operation; tell the deadline from the caller's cancellation.
    public Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> operation, CancellationToken cancellationToken) =>
        throw new NotImplementedException("Deadline.RunAsync: run the operation under a token with a limit.");
}
