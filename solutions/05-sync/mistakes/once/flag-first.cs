// Mistake: the flag is set before the work: late callers go on with what is not there yet.
// Rejected by: OnceRaces.Two_come_at_once
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
