// Mistake: the refused call keeps the lock: the next Done waits for ever.
// Rejected by: WaitGroupTests.A_refused_call_leaves_the_lock_free_for_others
// Explored: deadlock
namespace Camp.Sync;

public sealed class WaitGroup
{
    private readonly Lock _gate = new();
    private TaskCompletionSource _zero = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _count;

    public void Add(int delta)
    {
        _gate.Enter();
        if (_count + delta < 0)
            throw new InvalidOperationException();
        _count += delta;
        if (_count == 0)
        {
            _zero.SetResult();
            _zero = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        _gate.Exit();
    }

    public void Done() => Add(-1);

    public Task WaitAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
            return _count == 0 ? Task.CompletedTask : _zero.Task.WaitAsync(cancellationToken);
    }
}
