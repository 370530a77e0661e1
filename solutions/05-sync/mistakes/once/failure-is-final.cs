// Mistake: Lazy keeps a failure for ever: a database that was away for a second stays away until the restart.
// Rejected by: OnceTests.All_who_waited_get_the_failure_and_the_next_call_runs_again
// Explored: hung
namespace Camp.Sync;

public sealed class Once
{
    private readonly Lock _gate = new();
    private Lazy<Task>? _run;

    public Task RunAsync(Func<Task> work, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
            return Task.FromCanceled(cancellationToken);
        lock (_gate)
            _run ??= new(() => Task.Run(work, CancellationToken.None));
        return _run.Value.WaitAsync(cancellationToken);
    }
}
