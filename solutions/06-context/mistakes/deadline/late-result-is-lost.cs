// Mistake: throws away a result that is there, since the time is over.
// Rejected by: DeadlineTests.Exceptions_and_late_results_go_on_as_they_are
// Explored: failed
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
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        try
        {
            var result = await operation(either.Token);
            either.Token.ThrowIfCancellationRequested();
            return result;
        }
        catch (OperationCanceledException error) when (deadline.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            // Both arrive as the same exception; only the sources know who cancelled.
            throw new TimeoutException($"The operation took longer than its limit of {_limit}. Allow more time, or ask for less.", error);
        }
    }
}
