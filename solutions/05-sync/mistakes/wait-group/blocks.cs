// Mistake: WaitAsync blocks its caller instead of giving back a task: each waiting request costs a thread of the pool.
// Rejected by: WaitGroupTests.The_last_done_releases_everybody
// Explored: deadlock
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
        Task zero;
        lock (_gate)
            zero = _count == 0 ? Task.CompletedTask : _zero.Task;
        zero.Wait(cancellationToken);
        return zero;
    }
}
