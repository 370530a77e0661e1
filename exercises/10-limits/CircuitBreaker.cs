namespace Camp.Limits;

/// <summary>Leaves a broken service alone for a while, then tries it with one call.</summary>
/// <remarks>
/// <b>Closed</b>: calls pass, any number at once. After <c>failures</c> failed calls in a row it opens; a success begins the
/// count anew. <b>Open</b>: calls are refused with <see cref="CircuitOpenException"/> and do not run. <c>openFor</c> after it
/// opened, to the tick, the next call makes it half-open and is the probe. <b>HalfOpen</b>: while the probe runs, all other
/// calls are refused. A probe that succeeds closes the circuit, with a count of 0; one that fails opens it again, for the
/// full time counted from its failure.
/// A call fails by any exception, thrown before its first await too; but when the caller's token is cancelled and the call
/// ends with an <see cref="OperationCanceledException"/>, that says nothing about the service: it neither counts nor
/// begins the count anew. When that is the probe, the circuit stays half-open and the next call is the probe. (An
/// <see cref="OperationCanceledException"/> without the caller having cancelled, such as the timeout of an HttpClient, is
/// a failure.)
/// Results and exceptions reach the caller unchanged. But a result counts only in the stretch in which its call began: once the
/// state has changed, what ends late changes nothing, even if the same state has come back since.
/// No thread is blocked, and no lock is held while a call runs. Time is measured by the clock's timestamps; setting date and
/// time does nothing.
/// </remarks>
public sealed class CircuitBreaker : IBreaker
{
    /// <param name="failures">How many failures in a row open the circuit; at least 1.</param>
    /// <param name="openFor">How long it stays open; longer than zero.</param>
    /// <param name="clock">Whose timestamps count.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    // TODO 1: refuse bad numbers; start closed.
    public CircuitBreaker(int failures, TimeSpan openFor, TimeProvider clock) =>
        throw new NotImplementedException("CircuitBreaker: check the numbers and start closed.");

    /// <summary>The state as calls have left it: without a call, Open stays Open however much time passes.</summary>
    public CircuitState State =>
        throw new NotImplementedException("CircuitBreaker.State: the state, read under the lock.");

    /// <inheritdoc/>
    /// <remarks>When <paramref name="cancellation"/> is cancelled already, nothing runs and no state changes.</remarks>
    // TODO 2: in one step for all threads: may this call pass, and in which stretch of a state does it begin?
    // TODO 3: await the call outside the lock.
    // TODO 4: count its end, unless the state has changed meanwhile: success, failure, or given up by the caller.
    public Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> call, CancellationToken cancellation) =>
        throw new NotImplementedException("CircuitBreaker.RunAsync: refuse, or run the call and count how it ends.");
}
