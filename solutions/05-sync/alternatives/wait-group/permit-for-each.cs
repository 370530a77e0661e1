// Alternative: a SemaphoreSlim per round that gets one permit for each waiter at 0; a waiter who gave up leaves its permit unused.
namespace Camp.Sync;

public sealed class WaitGroup
{
    private readonly Lock _gate = new();
    private SemaphoreSlim _zero = new(0);
    private int _count;
    private int _waiting;

    public void Add(int delta)
    {
        lock (_gate)
        {
            if (_count + delta < 0)
                throw new InvalidOperationException();
            _count += delta;
            if (_count > 0 || _waiting == 0)
                return;
            _zero.Release(_waiting);
            (_zero, _waiting) = (new(0), 0);
        }
    }

    public void Done() => Add(-1);

    public Task WaitAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_count == 0)
                return Task.CompletedTask;
            _waiting++;
            return _zero.WaitAsync(cancellationToken);
        }
    }
}
