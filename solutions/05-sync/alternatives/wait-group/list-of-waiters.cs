// Alternative: each waiter has a source of its own in a list; at 0 the list is taken out under the lock and completed after it.
namespace Camp.Sync;

public sealed class WaitGroup
{
    private readonly Lock _gate = new();
    private List<TaskCompletionSource> _waiters = [];
    private int _count;

    public void Add(int delta)
    {
        List<TaskCompletionSource> released = [];
        lock (_gate)
        {
            if (_count + delta < 0)
                throw new InvalidOperationException();
            _count += delta;
            if (_count == 0)
                (released, _waiters) = (_waiters, released);
        }

        foreach (var waiter in released)
            waiter.TrySetResult();
    }

    public void Done() => Add(-1);

    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        var mine = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            if (_count == 0)
                return;
            _waiters.Add(mine);
        }

        using var giveUp = cancellationToken.Register(() => mine.TrySetCanceled(cancellationToken));
        await mine.Task;
    }
}
