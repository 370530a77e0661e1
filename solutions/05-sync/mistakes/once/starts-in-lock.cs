// Mistake: the work is called inside the lock: while its first part blocks, every other caller blocks with it.
// Rejected by: OnceTests.Work_that_blocks_holds_up_no_other_caller
// Explored: deadlock
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
                _run = Guarded(work);
            return _run.WaitAsync(cancellationToken);
        }
    }

    private static async Task Guarded(Func<Task> work) => await work();
}
