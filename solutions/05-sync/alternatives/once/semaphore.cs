// Alternative: a SemaphoreSlim, which async code may hold over an await, guards the choice of the run.
namespace Camp.Sync;

public sealed class Once
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private Task? _run;

    public async Task RunAsync(Func<Task> work, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Task run;
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (_run is null || _run is { IsCompleted: true, IsCompletedSuccessfully: false })
                _run = Task.Run(work, CancellationToken.None);
            run = _run;
        }
        finally
        {
            _gate.Release();
        }

        await run.WaitAsync(cancellationToken);
    }
}
