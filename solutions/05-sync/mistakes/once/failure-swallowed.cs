// Mistake: those who waited are told that all is well although the run failed.
// Rejected by: OnceTests.All_who_waited_get_the_failure_and_the_next_call_runs_again
namespace Camp.Sync;

public sealed class Once
{
    private readonly Lock _gate = new();
    private Task? _run;

    public async Task RunAsync(Func<Task> work, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Task run;
        var mine = false;
        lock (_gate)
        {
            if (_run is null || _run.IsFaulted || _run.IsCanceled)
            {
                _run = Task.Run(work, CancellationToken.None);
                mine = true;
            }

            run = _run;
        }

        var ended = await Task.WhenAny(run, Task.Delay(Timeout.Infinite, cancellationToken));
        if (mine || ended != run)
            await ended;
    }
}
