// Mistake: each caller who saw the failure clears the field: the last of them clears away the new run, and a third starts beside it.
// Rejected by: OnceRaces.Two_try_again_after_a_failure
// Explored: failed
namespace Camp.Sync;

public sealed class Once
{
    private readonly Lock _gate = new();
    private Task? _run;

    public async Task RunAsync(Func<Task> work, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Task run;
        lock (_gate)
            run = _run ??= Task.Run(work, CancellationToken.None);
        try
        {
            await run.WaitAsync(cancellationToken);
        }
        catch when (run.IsFaulted || run.IsCanceled)
        {
            lock (_gate)
                _run = null;
            throw;
        }
    }
}
