// Mistake: the token is ignored: an aborted request waits on, and one that was dead on arrival still starts the work.
// Rejected by: OnceTests.A_caller_that_gives_up_leaves_the_run_to_the_others
namespace Camp.Sync;

public sealed class Once
{
    private readonly Lock _gate = new();
    private Task? _run;

    public Task RunAsync(Func<Task> work, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_run is null || _run.IsFaulted || _run.IsCanceled)
                _run = Task.Run(work, CancellationToken.None);
            return _run;
        }
    }
}
