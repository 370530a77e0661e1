// Mistake: one permit is released at 0, so one waiter goes on and all others wait for ever.
// Rejected by: WaitGroupTests.The_last_done_releases_everybody
// Explored: deadlock
namespace Camp.Sync;

public sealed class WaitGroup
{
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _zero = new(0);
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
            _zero.Release();
        }
    }

    public void Done() => Add(-1);

    public Task WaitAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
            return _count == 0 ? Task.CompletedTask : _zero.WaitAsync(cancellationToken);
    }
}
