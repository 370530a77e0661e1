// Mistake: a Done too many is not refused: the next Add(1) brings the count to 0 and releases everybody before the work begins.
// Rejected by: WaitGroupTests.A_count_below_zero_is_refused_and_stays
// Explored: failed
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
