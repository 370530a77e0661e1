// Alternative: registers the deadline on a linked source by hand.
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
        using var deadline = new CancellationTokenSource(_limit, _clock);
        using var either = new CancellationTokenSource();
        using var byDeadline = deadline.Token.Register(either.Cancel);
        using var byCaller = cancellationToken.Register(either.Cancel);
        try
        {
            return await operation(either.Token);
        }
        catch (OperationCanceledException error) when (deadline.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            // Both arrive as the same exception; only the sources know who cancelled.
            throw new TimeoutException($"The operation took longer than its limit of {_limit}. Allow more time, or ask for less.", error);
        }
    }
}
