// Mistake: a failed run counts as done, as a panic does in Go: all later callers go on without the work.
// Rejected by: OnceTests.All_who_waited_get_the_failure_and_the_next_call_runs_again
// Explored: failed
namespace Camp.Sync;

public sealed class Once
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private Task? _run;

    public async Task RunAsync(Func<Task> work, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Task run;
        lock (_gate)
            run = _run ??= Task.Run(work, CancellationToken.None);
        if (!run.IsFaulted && !run.IsCanceled)
            await run.WaitAsync(cancellationToken);
    }
}
