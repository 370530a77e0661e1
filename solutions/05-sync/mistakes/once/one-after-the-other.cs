// Mistake: a semaphore lets the callers in one by one: after a failure each of a thousand callers tries again, one timeout after the other.
// Rejected by: OnceTests.All_who_waited_get_the_failure_and_the_next_call_runs_again
namespace Camp.Sync;

public sealed class Once
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private bool _done;

    public async Task RunAsync(Func<Task> work, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (_done)
                return;
            await work();
            _done = true;
        }
        finally
        {
            _gate.Release();
        }
    }
}
