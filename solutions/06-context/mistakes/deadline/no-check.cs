// Mistake: a limit of zero cancels every operation at once, and nobody knows why.
// Rejected by: DeadlineTests.A_limit_of_zero_or_less_is_refused
namespace Camp.Context;

public sealed class Deadline
{
    private readonly TimeProvider _clock;
    private readonly TimeSpan _limit;

    public Deadline(TimeProvider clock, TimeSpan? limit = null)
    {
        _clock = clock;
        _limit = limit ?? TimeSpan.FromSeconds(2);
        _limit = _limit < TimeSpan.Zero ? TimeSpan.Zero : _limit;
    }

    public async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> operation, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        // "using" does what "defer cancel()" does: the timer and the link end with the call.
        using var deadline = new CancellationTokenSource(_limit, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
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
