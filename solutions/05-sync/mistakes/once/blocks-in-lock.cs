// Mistake: the lock is held while the work runs: each caller blocks a thread, and none of them can give up.
// Rejected by: OnceTests.A_caller_that_gives_up_leaves_the_run_to_the_others
// Explored: failed
namespace Camp.Sync;

public sealed class Once
{
    private readonly Lock _gate = new();
    private bool _done;

    public Task RunAsync(Func<Task> work, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
            return Task.FromCanceled(cancellationToken);
        lock (_gate)
        {
            if (!_done)
                work().Wait(CancellationToken.None);
            _done = true;
        }

        return Task.CompletedTask;
    }
}
