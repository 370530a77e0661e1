// Mistake: records are compared by value: a swap that failed against an equal state counts as done, and a change is lost.
// Rejected by: WaitGroupRaces.Two_add_at_once
// Explored: failed
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
        while (Interlocked.CompareExchange(ref _state, next, seen) != seen);
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
