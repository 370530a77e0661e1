// Alternative: a delay on the clock cancels the operation, which is awaited all the same.
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
        using var over = new CancellationTokenSource();
        var delay = Task.Delay(_limit, _clock, over.Token);
        var cancels = delay.ContinueWith(_ => either.Cancel(), CancellationToken.None,
            TaskContinuationOptions.OnlyOnRanToCompletion | TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        try
        {
            return await operation(either.Token);
        }
        catch (OperationCanceledException error) when (delay.IsCompletedSuccessfully && !cancellationToken.IsCancellationRequested)
        {
            // Both arrive as the same exception; only the sources know who cancelled.
            throw new TimeoutException($"The operation took longer than its limit of {_limit}. Allow more time, or ask for less.", error);
        }
        finally
        {
            await over.CancelAsync();
            await Task.WhenAny(cancels);
        }
    }
}
