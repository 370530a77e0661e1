namespace Camp.Limits;

/// <summary>Lets bursts through, and in the long run no more than a steady flow of tokens.</summary>
/// <remarks>
/// The bucket starts full, with <c>burst</c> tokens. Each request that passes takes one; without a whole token it is
/// refused, and takes nothing. Tokens flow in evenly, <c>tokens</c> for each <c>period</c>, not in lumps at its end,
/// until the bucket is full; what would flow in then is lost.
/// Counts are exact: from a bucket that never gets full, after the time t exactly <c>burst + t * tokens / period</c>
/// requests have passed, rounded down, however often and by however many threads at once it was asked. Fractions of a
/// token are neither lost nor made up, whatever the numbers, over years too.
/// Time is measured by the clock's timestamps, of any <see cref="TimeProvider.TimestampFrequency"/>, in whole ticks
/// since the bucket was made. Setting date and time does nothing. A timestamp older than one seen before gives no
/// tokens and takes none, and the time that it went back does not flow in twice.
/// </remarks>
public sealed class TokenBucket : ILimiter
{
    private readonly Lock _gate = new();
    private readonly TimeProvider _clock;
    private readonly long _start;
    private readonly int _tokens;
    private readonly Int128 _price;
    private readonly Int128 _full;
    private Int128 _credit;
    private long _seen;

    /// <param name="burst">How many tokens the bucket holds; at least 1.</param>
    /// <param name="tokens">How many flow in during a period; at least 1.</param>
    /// <param name="period">Longer than zero.</param>
    /// <param name="clock">Whose timestamps count.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public TokenBucket(int burst, int tokens, TimeSpan period, TimeProvider clock)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(burst, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(tokens, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(period, TimeSpan.Zero);
        (_clock, _start, _tokens) = (clock, clock.GetTimestamp(), tokens);
        // A third of a token has no exact double. So one tick of time brings as much credit as tokens flow in during a
        // period, and a token costs as much as a period has ticks: whole numbers all the way.
        _price = period.Ticks;
        _credit = _full = burst * _price;
    }

    /// <inheritdoc/>
    public bool TryTake()
    {
        // Looking and taking are one step, or two threads take the same token.
        lock (_gate)
        {
            Refill_NeedsLock();
            if (_credit < _price)
                return false;
            _credit -= _price;
            return true;
        }
    }

    /// <inheritdoc/>
    public TimeSpan RetryAfter => Until(_price);

    /// <inheritdoc/>
    public TimeSpan UntilFull => Until(_full);

    private TimeSpan Until(Int128 credit)
    {
        lock (_gate)
        {
            Refill_NeedsLock();
            // Rounded up: a tick earlier the token would not be whole.
            return TimeSpan.FromTicks((long)((Int128.Max(0, credit - _credit) + _tokens - 1) / _tokens));
        }
    }

    private void Refill_NeedsLock()
    {
        // Always from the start: a sum of many short times would lose what each of them rounds off.
        var now = _clock.GetElapsedTime(_start).Ticks;
        if (now <= _seen)
            return;
        _credit = Int128.Min(_full, _credit + (Int128)(now - _seen) * _tokens);
        _seen = now;
    }
}
