// Mistake: the run is tied to the token of the caller who started it: when that request is aborted, all the others fail.
// Rejected by: OnceTests.A_caller_that_gives_up_leaves_the_run_to_the_others
namespace Camp.Sync;

public sealed class Once
{
    private readonly Lock _gate = new();
    private Task? _run;

    public Task RunAsync(Func<Task> work, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
            return Task.FromCanceled(cancellationToken);
        lock (_gate)
        {
            if (_run is null || _run.IsFaulted || _run.IsCanceled)
                _run = Task.Run(work, CancellationToken.None).WaitAsync(cancellationToken);
            return _run.WaitAsync(cancellationToken);
        }
    }
}
