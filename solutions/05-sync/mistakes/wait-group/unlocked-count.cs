// Mistake: count += delta without a lock loses changes: the group never comes to 0, or comes to it too early.
// Rejected by: WaitGroupRaces.Two_add_at_once
// Explored: race
namespace Camp.Sync;

public sealed class WaitGroup
{
    private readonly Lock _gate = new();
    private TaskCompletionSource _zero = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _count;

    public void Add(int delta)
    {
        if (_count + delta < 0)
            throw new InvalidOperationException();
        _count += delta;
        if (_count > 0)
            return;
        lock (_gate)
        {
            _zero.TrySetResult();
            _zero = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    public void Done() => Add(-1);

    public Task WaitAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
            return _count == 0 ? Task.CompletedTask : _zero.Task.WaitAsync(cancellationToken);
    }
}
