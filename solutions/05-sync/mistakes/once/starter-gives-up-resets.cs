// Mistake: a starter who gives up clears the field, although the run goes on: the next caller starts a second one beside it.
// Rejected by: OnceTests.A_caller_that_gives_up_leaves_the_run_to_the_others
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
        catch
        {
            lock (_gate)
                _run = null;
            throw;
        }
    }
}
