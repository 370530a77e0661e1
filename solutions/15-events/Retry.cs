namespace Camp.Events;

/// <summary>Tries a message again after a failure, each time after a longer wait, and then sets it aside.</summary>
/// <remarks>
/// An attempt fails by any exception of the handler, thrown before its first await too. After the first failure the wait is
/// <see cref="RetryOptions.FirstDelay"/>, after each further one it is twice as long, but never longer than
/// <see cref="RetryOptions.MaxDelay"/>; it begins when the attempt has failed. After the last attempt there is no
/// wait: the message goes to the dead letters, once, with the number of attempts and the last exception. A
/// <see cref="MalformedMessageException"/> sends it there at once, whatever attempt it was.
/// When the caller's token is cancelled and the attempt ends with an <see cref="OperationCanceledException"/>, that is no
/// failure: it goes on to the caller, and so does a cancellation during a wait. The message is then neither handled nor
/// set aside. (An <see cref="OperationCanceledException"/> without the caller having cancelled is a failure.)
/// Messages that are delivered at once do not wait for each other, and no thread is blocked. Waits go by the clock.
/// </remarks>
public sealed class Retry<T>
{
    private readonly Func<T, CancellationToken, Task> _handler;
    private readonly Func<DeadLetter<T>, CancellationToken, Task> _deadLetters;
    private readonly RetryOptions _options;
    private readonly TimeProvider _clock;

    /// <param name="handler">Handles a message; gets the caller's token.</param>
    /// <param name="deadLetters">Takes what could not be handled; gets the caller's token.</param>
    /// <param name="options">How often and how far apart.</param>
    /// <param name="clock">Whose timers count.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    public Retry(
        Func<T, CancellationToken, Task> handler, Func<DeadLetter<T>, CancellationToken, Task> deadLetters,
        RetryOptions options, TimeProvider clock)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Attempts, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.FirstDelay, TimeSpan.Zero, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxDelay, options.FirstDelay, nameof(options));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.MaxDelay, TimeSpan.FromDays(1), nameof(options));
        (_handler, _deadLetters, _options, _clock) = (handler, deadLetters, options, clock);
    }

    /// <summary>Delivers one message.</summary>
    /// <returns>True when the handler has handled it; false when it has been set aside.</returns>
    /// <remarks>
    /// What <c>deadLetters</c> throws goes on to the caller: the message is in neither place and has to be delivered again.
    /// When <paramref name="cancellation"/> is cancelled already, nothing runs.
    /// </remarks>
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

            await Task.Delay(delay, _clock, cancellation);
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
