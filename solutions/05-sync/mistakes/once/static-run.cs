// Mistake: a static field: whatever the first once of the process did counts for all of them.
// Rejected by: OnceTests.Two_onces_run_apart
namespace Camp.Sync;

public sealed class Once
{
    private static readonly Lock Gate = new();
    private static Task? _run;

    public Task RunAsync(Func<Task> work, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
            return Task.FromCanceled(cancellationToken);
        lock (Gate)
        {
            if (_run is null || _run.IsFaulted || _run.IsCanceled)
                _run = Task.Run(work, CancellationToken.None);
            return _run.WaitAsync(cancellationToken);
        }
    }
}
