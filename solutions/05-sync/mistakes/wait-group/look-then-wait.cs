// Mistake: the count is looked at without the lock: the last Done passes between the look and the wait, and nobody wakes the waiter.
// Rejected by: WaitGroupRaces.Done_and_wait_meet
// Explored: race
namespace Camp.Sync;

public sealed class WaitGroup
{
    private readonly Lock _gate = new();
    private TaskCompletionSource _zero = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _count;

    public void Add(int delta)
    {
        lock (_gate)
        {
            if (_count + delta < 0)
                throw new InvalidOperationException();
            _count += delta;
            if (_count > 0)
                return;
            _zero.SetResult();
            _zero = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    public void Done() => Add(-1);

    public Task WaitAsync(CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _count) == 0)
            return Task.CompletedTask;
        lock (_gate)
            return _zero.Task.WaitAsync(cancellationToken);
    }
}
