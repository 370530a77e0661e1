namespace Camp.Sync;

/// <summary>Does a piece of work once, however many ask for it at the same time. Go: <c>sync.Once</c>.</summary>
/// <remarks>
/// <para>The first call starts its work. Calls that come while it runs start nothing: they wait for that run and share what
/// becomes of it. After a run that succeeded nothing is ever run again, and calls end at once.</para>
/// <para>A run that failed, or ended as cancelled, hands its exception to all who waited for it. The next call starts its own
/// work. (In Go a panic counts as done, and so does a failure in a <c>Lazy&lt;T&gt;</c>.)</para>
/// <para>Every once stands alone. Work that awaits its own once waits for itself for ever, as in Go.</para>
/// </remarks>
public sealed class Once
{
    // TODO 1: a Lock, and a field for the run: a Task that all callers share.

    /// <summary>Runs <paramref name="work"/> unless that was done before, or waits for the run in progress.</summary>
    /// <remarks>The call gives back its task at once. It never blocks its thread for the work of another caller, even if that work blocks.</remarks>
    /// <param name="work">What to do. It gets no token: the run belongs to all callers, and one of them must not cancel it.</param>
    /// <param name="cancellationToken">Ends the waiting of this caller only; the run goes on. If it is cancelled before the call, no run is started.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled before the run had ended.</exception>
    // TODO 2: under the lock start a run, if there is none or the last one failed. The work itself must run outside the lock.
    // TODO 3: wait for the run outside the lock: Task.WaitAsync takes a token. An await inside a lock is error CS1996.
    public Task RunAsync(Func<Task> work, CancellationToken cancellationToken) =>
        throw new NotImplementedException("Once.RunAsync: share one run among all callers.");
}
