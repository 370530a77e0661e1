// Alternative: lock-free: count and source are one immutable object, swapped by CompareExchange (compared by reference, not by value).
namespace Camp.Sync;

public sealed class WaitGroup
{
    private State _state = new(0, new(TaskCreationOptions.RunContinuationsAsynchronously));

    private sealed record State(int Count, TaskCompletionSource Zero);

    public void Add(int delta)
    {
        State seen, next;
        do
        {
            seen = Volatile.Read(ref _state);
            if (seen.Count + delta < 0)
                throw new InvalidOperationException();
            next = seen.Count + delta == 0
                ? new(0, new(TaskCreationOptions.RunContinuationsAsynchronously))
                : seen with { Count = seen.Count + delta };
        }
        while (!ReferenceEquals(Interlocked.CompareExchange(ref _state, next, seen), seen));
        if (next.Count == 0)
            seen.Zero.TrySetResult();
    }

    public void Done() => Add(-1);

    public Task WaitAsync(CancellationToken cancellationToken)
    {
        var now = Volatile.Read(ref _state);
        return now.Count == 0 ? Task.CompletedTask : now.Zero.Task.WaitAsync(cancellationToken);
    }
}
