// Mistake: without RunContinuationsAsynchronously the last Done runs the waiters' code itself, inside the lock.
// Rejected by: WaitGroupTests.Done_does_not_run_the_code_of_those_who_wait
// Explored: deadlock
namespace Camp.Sync;

public sealed class WaitGroup
{
    private readonly Lock _gate = new();
    private TaskCompletionSource _zero = new();
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
            _zero = new();
        }
    }

    public void Done() => Add(-1);

    public Task WaitAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
            return _count == 0 ? Task.CompletedTask : _zero.Task.WaitAsync(cancellationToken);
    }
}
