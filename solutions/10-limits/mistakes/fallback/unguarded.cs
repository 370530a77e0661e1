// Mistake: the last good value is compared and put in place in two steps, by any thread: an older one may win.
// Rejected by: FallbackRaces.Two_succeed_at_once
// Explored: race
namespace Camp.Limits;

/// <summary>Answers by the last good value, else by a default, when a call fails.</summary>
public sealed class Fallback<T> : IFallback<T>
{
    private readonly T _default;
    private readonly TimeSpan _maxAge;
    private readonly TimeProvider _clock;
    private long _lastNumber;
    private Good? _good;

    public Fallback(T defaultValue, TimeSpan maxAge, TimeProvider clock)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxAge, TimeSpan.Zero);
        (_default, _maxAge, _clock) = (defaultValue, maxAge, clock);
    }

    public async Task<Answer<T>> GetAsync(Func<CancellationToken, Task<T>> call, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var number = Interlocked.Increment(ref _lastNumber);
        try
        {
            var value = await call(cancellation);
            Keep(new(value, number, _clock.GetTimestamp()));
            return new(value, Source.Live, Error: null);
        }
        // The caller has left: there is nobody to give another value to.
        catch (Exception error) when (error is not OperationCanceledException || !cancellation.IsCancellationRequested)
        {
            return Instead(error);
        }
    }

    private void Keep(Good good)
    {
        if (_good is null || _good.Number < good.Number)
            _good = good;
    }

    private Answer<T> Instead(Exception error)
    {
        var good = Volatile.Read(ref _good);
        return good is not null && _clock.GetElapsedTime(good.At) <= _maxAge
            ? new(good.Value, Source.LastGood, error)
            : new(_default, Source.Default, error);
    }

    private sealed class Good(T value, long number, long at)
    {
        public T Value => value;
        public long Number => number;
        public long At => at;
    }
}
