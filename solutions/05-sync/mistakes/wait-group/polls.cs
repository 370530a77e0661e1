// Mistake: looking again and again for a count of 0 burns a processor and misses a 0 that the next Add covers.
// Rejected by: WaitGroupTests.A_new_round_keeps_nobody_of_the_old_one
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

    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        while (Volatile.Read(ref _count) > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
