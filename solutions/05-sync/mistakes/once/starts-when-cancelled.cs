// Mistake: a call that was cancelled before it came still starts the work, for nobody.
// Rejected by: OnceTests.A_token_that_was_cancelled_before_starts_nothing
namespace Camp.Sync;

public sealed class Once
{
    private readonly Lock _gate = new();
    private Task? _run;

    public Task RunAsync(Func<Task> work, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_run is null || _run.IsFaulted || _run.IsCanceled)
                _run = Task.Run(work, CancellationToken.None);
            return _run.WaitAsync(cancellationToken);
        }
    }
}
