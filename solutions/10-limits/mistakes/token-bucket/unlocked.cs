// Mistake: looking and taking are two steps: two threads take the same token, and the limit leaks under load.
// Rejected by: TokenBucketRaces.Two_want_the_last_token
// Explored: race
namespace Camp.Limits;

/// <summary>Lets bursts through, and in the long run no more than a steady flow of tokens.</summary>
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

    public bool TryTake()
    {
        // Looking and taking are one step, or two threads take the same token.
        {
            Refill_NeedsLock();
            if (_credit < _price)
                return false;
            _credit -= _price;
            return true;
        }
    }

    public TimeSpan RetryAfter => Until(_price);

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
