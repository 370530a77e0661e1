// Mistake: the compiler refuses an await inside a lock: the code after it may run on a thread that does not hold the lock.
// Rejected by: compiler CS1996
namespace Camp.Sync;

public sealed class Once
{
    private readonly object _gate = new();
    private bool _done;

    public async Task RunAsync(Func<Task> work, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            if (_done)
                return;
            await work();
            _done = true;
        }
    }
}
