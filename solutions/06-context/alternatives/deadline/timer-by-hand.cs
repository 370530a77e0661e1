// Alternative: a timer on the clock that cancels the linked source and notes that it did.
namespace Camp.Context;

public sealed class Deadline
{
    private readonly TimeProvider _clock;
    private readonly TimeSpan _limit;

    public Deadline(TimeProvider clock, TimeSpan? limit = null)
    {
        _clock = clock;
        _limit = limit ?? TimeSpan.FromSeconds(2);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(_limit, TimeSpan.Zero, nameof(limit));
    }

    public async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> operation, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        // "using" does what "defer cancel()" does: the timer and the link end with the call.
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var passed = false;
        await using var timer = _clock.CreateTimer(_ =>
        {
            Volatile.Write(ref passed, true);
            either.Cancel();
        }, null, _limit, Timeout.InfiniteTimeSpan);
        try
        {
            return await operation(either.Token);
        }
        catch (OperationCanceledException error) when (Volatile.Read(ref passed) && !cancellationToken.IsCancellationRequested)
        {
            // Both arrive as the same exception; only the sources know who cancelled.
            throw new TimeoutException($"The operation took longer than its limit of {_limit}. Allow more time, or ask for less.", error);
        }
    }
}
