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
    private readonly Lock _gate = new();
    private readonly int _failures;
    private readonly TimeSpan _openFor;
    private readonly TimeProvider _clock;
    private CircuitState _state;
    private int _failed;
    private long _openedAt;
    private bool _probing;

    // Goes up with each change of state: a call that began under another number counts no more.
    private long _stretch;

    /// <param name="failures">How many failures in a row open the circuit; at least 1.</param>
    /// <param name="openFor">How long it stays open; longer than zero.</param>
    /// <param name="clock">Whose timestamps count.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public CircuitBreaker(int failures, TimeSpan openFor, TimeProvider clock)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(failures, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(openFor, TimeSpan.Zero);
        (_failures, _openFor, _clock) = (failures, openFor, clock);
    }

    /// <summary>The state as calls have left it: without a call, Open stays Open however much time passes.</summary>
    public CircuitState State
    {
        get
        {
            lock (_gate)
                return _state;
        }
    }

    /// <inheritdoc/>
    /// <remarks>When <paramref name="cancellation"/> is cancelled already, nothing runs and no state changes.</remarks>
    public async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> call, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var stretch = Enter();
        T result;
        try
        {
            // Outside the lock: thousands of calls may be under way.
            result = await call(cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            Leave(stretch, GaveUp_NeedsLock);
            throw;
        }
        catch
        {
            Leave(stretch, Failed_NeedsLock);
            throw;
        }

        Leave(stretch, Succeeded_NeedsLock);
        return result;
    }

    private long Enter()
    {
        lock (_gate)
        {
            if (_state == CircuitState.Open)
            {
                var left = _openFor - _clock.GetElapsedTime(_openedAt);
                if (left > TimeSpan.Zero)
                    throw new CircuitOpenException(left);
                Become_NeedsLock(CircuitState.HalfOpen);
            }

            if (_state == CircuitState.HalfOpen)
            {
                // Looking and marking are one step, so of a thousand callers one becomes the probe.
                if (_probing)
                    throw new CircuitOpenException(TimeSpan.Zero);
                _probing = true;
            }

            return _stretch;
        }
    }

    private void Leave(long stretch, Action count)
    {
        lock (_gate)
        {
            if (stretch == _stretch)
                count();
        }
    }

    private void Succeeded_NeedsLock()
    {
        _failed = 0;
        if (_state == CircuitState.HalfOpen)
            Become_NeedsLock(CircuitState.Closed);
    }

    private void Failed_NeedsLock()
    {
        _failed++;
        if (_state == CircuitState.Closed && _failed < _failures)
            return;
        _openedAt = _clock.GetTimestamp();
        Become_NeedsLock(CircuitState.Open);
    }

    // The service has said nothing: as a probe, the call makes room for the next one.
    private void GaveUp_NeedsLock() => _probing = false;

    private void Become_NeedsLock(CircuitState state)
    {
        (_state, _failed, _probing) = (state, 0, false);
        _stretch++;
    }
}
