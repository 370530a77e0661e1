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
    private readonly Lock _gate = new();
    private Task? _run;

    /// <summary>Runs <paramref name="work"/> unless that was done before, or waits for the run in progress.</summary>
    /// <remarks>The call gives back its task at once. It never blocks its thread for the work of another caller, even if that work blocks.</remarks>
    /// <param name="work">What to do. It gets no token: the run belongs to all callers, and one of them must not cancel it.</param>
    /// <param name="cancellationToken">Ends the waiting of this caller only; the run goes on. If it is cancelled before the call, no run is started.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled before the run had ended.</exception>
    public Task RunAsync(Func<Task> work, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
            return Task.FromCanceled(cancellationToken);

        // The lock guards the choice of a run, not the run: Task.Run starts it on another thread.
        Task run;
        lock (_gate)
        {
            if (_run is null || _run.IsFaulted || _run.IsCanceled)
                _run = Task.Run(work, CancellationToken.None);
            run = _run;
        }

        // Each caller waits with a token of its own; giving up ends the wait and leaves the run alone.
        return run.WaitAsync(cancellationToken);
    }
}
