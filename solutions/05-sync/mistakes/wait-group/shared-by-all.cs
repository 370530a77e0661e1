// Mistake: a static count: the shutdown of one part of the service waits for the work of all others.
// Rejected by: WaitGroupTests.Two_groups_count_apart
namespace Camp.Sync;

public sealed class WaitGroup
{
    private static readonly Lock _gate = new();
    private static TaskCompletionSource _zero = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private static int _count;

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
        lock (_gate)
            return _count == 0 ? Task.CompletedTask : _zero.Task.WaitAsync(cancellationToken);
    }
}
