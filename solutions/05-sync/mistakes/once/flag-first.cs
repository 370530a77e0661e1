// Mistake: the flag is set before the work: late callers go on with what is not there yet.
// Rejected by: OnceTests.A_stampede_runs_the_work_once_and_waits_for_its_end
// Explored: race
namespace Camp.Sync;

public sealed class Once
{
    private int _done;

    public async Task RunAsync(Func<Task> work, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (Interlocked.Exchange(ref _done, 1) == 0)
            await work();
    }
}
