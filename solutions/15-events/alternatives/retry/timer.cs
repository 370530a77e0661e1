// Alternative: a timer on the clock for each wait, and a list of all waits made beforehand, one by one.
namespace Camp.Events;

public sealed class Retry<T>
{
    private readonly Func<T, CancellationToken, Task> _handler;
    private readonly Func<DeadLetter<T>, CancellationToken, Task> _deadLetters;
    private readonly TimeProvider _clock;
    private readonly List<TimeSpan> _waits = [];

    public Retry(
        Func<T, CancellationToken, Task> handler, Func<DeadLetter<T>, CancellationToken, Task> deadLetters,
        RetryOptions options, TimeProvider clock)
    {
        var (attempts, first, longest) = options;
        if (attempts < 1 || first < TimeSpan.Zero || longest < first || longest > TimeSpan.FromDays(1))
            throw new ArgumentOutOfRangeException(nameof(options), options, "Attempts from 1, waits from zero to a day, the longest last.");
        (_handler, _deadLetters, _clock) = (handler, deadLetters, clock);
        for (var wait = first; _waits.Count < attempts - 1; wait = TimeSpan.FromTicks(Math.Min(wait.Ticks * 2, longest.Ticks)))
            _waits.Add(wait);
    }

    public Task<bool> DeliverAsync(T message, CancellationToken cancellation) =>
        cancellation.IsCancellationRequested ? Task.FromCanceled<bool>(cancellation) : AttemptAsync(message, 0, cancellation);

    private async Task<bool> AttemptAsync(T message, int failed, CancellationToken cancellation)
    {
        Exception error;
        try
        {
            await _handler(message, cancellation);
            return true;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception caught)
        {
            error = caught;
        }

        if (error is MalformedMessageException || failed == _waits.Count)
        {
            await _deadLetters(new(message, failed + 1, error), cancellation);
            return false;
        }

        await Wait(_waits[failed], cancellation);
        return await AttemptAsync(message, failed + 1, cancellation);
    }

    private async Task Wait(TimeSpan wait, CancellationToken cancellation)
    {
        var over = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var timer = _clock.CreateTimer(_ => over.TrySetResult(), null, wait, Timeout.InfiniteTimeSpan);
        await using var left = cancellation.Register(() => over.TrySetCanceled(cancellation));
        await over.Task;
    }
}
