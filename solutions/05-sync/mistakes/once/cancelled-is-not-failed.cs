// Mistake: only IsFaulted is asked, but a run that ended as cancelled is not faulted: it stays for ever.
// Rejected by: OnceTests.A_once_tells_its_story
namespace Camp.Sync;

public sealed class Once
{
    private readonly Lock _gate = new();
    private Task? _run;

    public Task RunAsync(Func<Task> work, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
            return Task.FromCanceled(cancellationToken);
        lock (_gate)
        {
            if (_run is null || _run.IsFaulted)
                _run = Task.Run(work, CancellationToken.None);
            return _run.WaitAsync(cancellationToken);
        }
    }
}
