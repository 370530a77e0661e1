namespace Camp.Limits;

/// <summary>Answers by the last good value, else by a default, when a call fails.</summary>
/// <remarks>
/// When the call succeeds, its value is the answer (<see cref="Source.Live"/>), null included, and it is kept.
/// When it fails, by any exception, thrown before its first await too, the answer is the last good value
/// (<see cref="Source.LastGood"/>) if there is one that is at most <c>maxAge</c> old by then, to the tick; its age is counted
/// from the moment its call ended. Otherwise the answer is the default (<see cref="Source.Default"/>). In both cases the answer
/// carries the exception.
/// When the caller's token is cancelled and the call ends with an <see cref="OperationCanceledException"/>, that is no
/// failure: the exception goes on to the caller. (Without the caller having cancelled it is one.)
/// Calls run at the same time and may overtake each other: the last good value is that of the call which began last among
/// those that have succeeded. No thread is blocked, and no lock is held while a call runs. Time is measured by the clock's
/// timestamps; setting date and time does nothing.
/// </remarks>
public sealed class Fallback<T> : IFallback<T>
{
    /// <param name="defaultValue">The answer when nothing better is known.</param>
    /// <param name="maxAge">How old a good value may be; zero or longer.</param>
    /// <param name="clock">Whose timestamps count.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxAge"/> is negative.</exception>
    // TODO 1: refuse a negative age; keep the rest.
    public Fallback(T defaultValue, TimeSpan maxAge, TimeProvider clock) =>
        throw new NotImplementedException("Fallback: check the age and keep the default.");

    /// <inheritdoc/>
    /// <remarks>When <paramref name="cancellation"/> is cancelled already, nothing runs.</remarks>
    // TODO 2: number the calls as they begin; await the call.
    // TODO 3: keep a good value with its number and timestamp, unless a call that began later has been faster.
    // TODO 4: on failure answer by what is kept, else by the default. The caller's cancellation is no failure.
    public Task<Answer<T>> GetAsync(Func<CancellationToken, Task<T>> call, CancellationToken cancellation) =>
        throw new NotImplementedException("Fallback.GetAsync: run the call; when it fails, answer by something else.");
}
