// Mistake: Monitor.Enter and an await: Exit runs on another thread, throws SynchronizationLockException and leaves the lock taken.
// Rejected by: OnceTests.Callers_wait_for_the_run_in_progress
// Explored: deadlock
namespace Camp.Sync;

public sealed class Once
{
    private readonly object _gate = new();
    private bool _done;

    public async Task RunAsync(Func<Task> work, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Monitor.Enter(_gate);
        try
        {
            if (_done)
                return;
            await work().WaitAsync(cancellationToken);
            _done = true;
        }
        finally
        {
            Monitor.Exit(_gate);
        }
    }
}
