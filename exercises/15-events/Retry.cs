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
    /// <param name="handler">Handles a message; gets the caller's token.</param>
    /// <param name="deadLetters">Takes what could not be handled; gets the caller's token.</param>
    /// <param name="options">How often and how far apart.</param>
    /// <param name="clock">Whose timers count.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    // TODO 1: refuse bad options; keep the rest.
    public Retry(
        Func<T, CancellationToken, Task> handler, Func<DeadLetter<T>, CancellationToken, Task> deadLetters,
        RetryOptions options, TimeProvider clock) =>
        throw new NotImplementedException("Retry: check the options and keep the rest.");

    /// <summary>Delivers one message.</summary>
    /// <returns>True when the handler has handled it; false when it has been set aside.</returns>
    /// <remarks>
    /// What <c>deadLetters</c> throws goes on to the caller: the message is in neither place and has to be delivered again.
    /// When <paramref name="cancellation"/> is cancelled already, nothing runs.
    /// </remarks>
    // TODO 2: a loop of attempts; tell apart handled, failed, malformed and given up by the caller.
    // TODO 3: wait on the clock between two attempts, twice as long each time, up to the longest.
    // TODO 4: set the message aside after the last.
    public Task<bool> DeliverAsync(T message, CancellationToken cancellation) =>
        throw new NotImplementedException("Retry.DeliverAsync: try, wait, try again, set aside.");
}
