// Alternative: the probe holds a semaphore of one place; the rest stands under a Monitor, and the end is judged in a filter.
namespace Camp.Limits;

public sealed class CircuitBreaker : IBreaker
{
    private readonly object _gate = new();
    private readonly Func<int, bool> _enough;
    private readonly TimeSpan _openFor;
    private readonly TimeProvider _clock;
    private SemaphoreSlim? _probes;
    private object _stretch = new();
    private int _failed;
    private long? _openSince;

    public CircuitBreaker(int failures, TimeSpan openFor, TimeProvider clock)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(failures, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(openFor, TimeSpan.Zero);
        (_enough, _openFor, _clock) = (count => count >= failures, openFor, clock);
    }

    public CircuitState State
    {
        get
        {
            lock (_gate)
                return _probes is not null ? CircuitState.HalfOpen : _openSince is null ? CircuitState.Closed : CircuitState.Open;
        }
    }

    public async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> call, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        object mine;
        lock (_gate)
            mine = Enter();
        Exception? error = null;
        try
        {
            return await call(cancellation);
        }
        catch (Exception failure)
        {
            error = failure;
            throw;
        }
        finally
        {
            lock (_gate)
            {
                if (ReferenceEquals(mine, _stretch))
                    Count(error, gaveUp: error is OperationCanceledException && cancellation.IsCancellationRequested);
            }
        }
    }

    private object Enter()
    {
        if (_openSince is { } since && _probes is null)
        {
            var passed = _clock.GetElapsedTime(since);
            if (passed < _openFor)
                throw new CircuitOpenException(_openFor - passed);
            (_probes, _stretch) = (new SemaphoreSlim(1, 1), new object());
        }

        if (_probes?.Wait(0) == false)
            throw new CircuitOpenException(TimeSpan.Zero);
        return _stretch;
    }

    private void Count(Exception? error, bool gaveUp)
    {
        if (gaveUp)
            _probes?.Release();
        else if (error is null && _probes is null)
            _failed = 0;
        else if (error is null)
            (_openSince, _probes, _failed, _stretch) = (null, null, 0, new object());
        else if (_probes is not null || _enough(++_failed))
            (_openSince, _probes, _failed, _stretch) = (_clock.GetTimestamp(), null, 0, new object());
    }
}
