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
    private readonly T _default;
    private readonly TimeSpan _maxAge;
    private readonly TimeProvider _clock;
    private long _lastNumber;
    private Good? _good;

    /// <param name="defaultValue">The answer when nothing better is known.</param>
    /// <param name="maxAge">How old a good value may be; zero or longer.</param>
    /// <param name="clock">Whose timestamps count.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxAge"/> is negative.</exception>
    public Fallback(T defaultValue, TimeSpan maxAge, TimeProvider clock)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxAge, TimeSpan.Zero);
        (_default, _maxAge, _clock) = (defaultValue, maxAge, clock);
    }

    /// <inheritdoc/>
    /// <remarks>When <paramref name="cancellation"/> is cancelled already, nothing runs.</remarks>
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
        // One immutable object holds all three, so nobody reads the value of one call with the time of another.
        var seen = Volatile.Read(ref _good);
        while (seen is null || seen.Number < good.Number)
        {
            var found = Interlocked.CompareExchange(ref _good, good, seen);
            if (found == seen)
                return;
            seen = found;
        }
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
