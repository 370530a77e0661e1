// Mistake: a failure skips Release: the next caller waits for ever.
// Rejected by: OnceTests.All_who_waited_get_the_failure_and_the_next_call_runs_again
// Explored: deadlock
namespace Camp.Sync;

public sealed class Once
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private bool _done;

    public async Task RunAsync(Func<Task> work, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await _gate.WaitAsync(cancellationToken);
        if (!_done)
            await work();
        _done = true;
        _gate.Release();
    }
}
