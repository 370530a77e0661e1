// Mistake: in half-open everybody passes: the stampede knocks the service down as it gets up.
// Rejected by: CircuitBreakerRaces.Two_come_when_a_probe_is_due
// Explored: failed
namespace Camp.Limits;

/// <summary>Leaves a broken service alone for a while, then tries it with one call.</summary>
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

    public CircuitBreaker(int failures, TimeSpan openFor, TimeProvider clock)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(failures, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(openFor, TimeSpan.Zero);
        (_failures, _openFor, _clock) = (failures, openFor, clock);
    }

    public CircuitState State
    {
        get
        {
            lock (_gate)
                return _state;
        }
    }

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
