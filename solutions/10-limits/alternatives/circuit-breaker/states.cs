// Alternative: a state is an object; the current one is swapped by compare-and-swap, and each call reports to the one it began in.
namespace Camp.Limits;

public sealed class CircuitBreaker : IBreaker
{
    private readonly int _failures;
    private readonly TimeSpan _openFor;
    private readonly TimeProvider _clock;
    private volatile Stretch _current;

    public CircuitBreaker(int failures, TimeSpan openFor, TimeProvider clock)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(failures);
        if (openFor <= TimeSpan.Zero)
            throw new ArgumentOutOfRangeException(nameof(openFor));
        (_failures, _openFor, _clock, _current) = (failures, openFor, clock, new Stretch(CircuitState.Closed, 0));
    }

    public CircuitState State => _current.State;

    public Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> call, CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested)
            return Task.FromCanceled<T>(cancellation);
        var begunIn = Enter(out var refusal);
        return refusal is null ? Watch(begunIn, call, cancellation) : Task.FromException<T>(refusal);
    }

    private async Task<T> Watch<T>(Stretch begunIn, Func<CancellationToken, Task<T>> call, CancellationToken cancellation)
    {
        var ended = false;
        try
        {
            var result = await call(cancellation).ConfigureAwait(false);
            ended = true;
            begunIn.Failed.Exchange(0);
            if (begunIn.State == CircuitState.HalfOpen)
                Swap(begunIn, CircuitState.Closed);
            return result;
        }
        catch (Exception error) when (!ended)
        {
            if (error is OperationCanceledException && cancellation.IsCancellationRequested)
                begunIn.Probes.Exchange(0);
            else if (begunIn.State == CircuitState.HalfOpen || begunIn.Failed.Increment() >= _failures)
                Swap(begunIn, CircuitState.Open);
            throw;
        }
    }

    private Stretch Enter(out CircuitOpenException? refusal)
    {
        while (true)
        {
            var current = _current;
            refusal = null;
            if (current.State == CircuitState.Closed)
                return current;
            if (current.State == CircuitState.HalfOpen)
            {
                refusal = current.Probes.Exchange(1) == 0 ? null : new CircuitOpenException(TimeSpan.Zero);
                return current;
            }

            var left = _openFor - _clock.GetElapsedTime(current.Began);
            if (left > TimeSpan.Zero)
            {
                refusal = new CircuitOpenException(left);
                return current;
            }

            Swap(current, CircuitState.HalfOpen);
        }
    }

    // In vain when somebody else has been faster: then the stretch that this call began in is over.
    private void Swap(Stretch from, CircuitState to)
    {
#pragma warning disable CS0420 // Interlocked gives the guarantees of volatile itself.
        Interlocked.CompareExchange(ref _current, new Stretch(to, _clock.GetTimestamp()), from);
#pragma warning restore CS0420
    }

    private sealed class Stretch(CircuitState state, long began)
    {
        public CircuitState State => state;
        public long Began => began;
        public Number Failed { get; } = new();
        public Number Probes { get; } = new();
    }

    private sealed class Number
    {
        private int _value;
        public int Increment() => Interlocked.Increment(ref _value);
        public int Exchange(int value) => Interlocked.Exchange(ref _value, value);
    }
}
