// Mistake: it waits on the machine's clock.
// Rejected by: RetryTests.Waits_double_up_to_the_longest_and_are_exact
namespace Camp.Events;

/// <summary>Tries a message again after a failure, each time after a longer wait, and then sets it aside.</summary>
public sealed class Retry<T>
{
    private readonly Func<T, CancellationToken, Task> _handler;
    private readonly Func<DeadLetter<T>, CancellationToken, Task> _deadLetters;
    private readonly RetryOptions _options;

    public Retry(
        Func<T, CancellationToken, Task> handler, Func<DeadLetter<T>, CancellationToken, Task> deadLetters,
        RetryOptions options, TimeProvider clock)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Attempts, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.FirstDelay, TimeSpan.Zero, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxDelay, options.FirstDelay, nameof(options));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.MaxDelay, TimeSpan.FromDays(1), nameof(options));
        (_handler, _deadLetters, _options) = (handler, deadLetters, options);
    }

    public async Task<bool> DeliverAsync(T message, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var delay = _options.FirstDelay;
        for (var attempt = 1; ; attempt++)
        {
            if (await Try(message, cancellation) is not { } error)
                return true;
            if (attempt == _options.Attempts || error is MalformedMessageException)
            {
                await _deadLetters(new(message, attempt, error), cancellation);
                return false;
            }

            await Task.Delay(delay, cancellation);
            // Doubled and capped at each step: a power of two, computed at once, overflows.
            delay = delay * 2 < _options.MaxDelay ? delay * 2 : _options.MaxDelay;
        }
    }

    private async Task<Exception?> Try(T message, CancellationToken cancellation)
    {
        try
        {
            await _handler(message, cancellation);
            return null;
        }
        // The caller's own cancellation says nothing about the message.
        catch (Exception error) when (error is not OperationCanceledException || !cancellation.IsCancellationRequested)
        {
            return error;
        }
    }
}
