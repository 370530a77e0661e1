// Mistake: the token cancels the source that all share: one impatient caller ends the waiting of everybody.
// Rejected by: WaitGroupTests.A_cancelled_wait_leaves_the_group_and_the_others_alone
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
            _zero.TrySetResult();
            _zero = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    public void Done() => Add(-1);

    public Task WaitAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_count == 0)
                return Task.CompletedTask;
            var zero = _zero;
            cancellationToken.Register(() => zero.TrySetCanceled(cancellationToken));
            return zero.Task;
        }
    }
}
