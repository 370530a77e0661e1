// Mistake: tokens are counted in doubles: a tenth ten times is not one, and a token that is due is refused.
// Rejected by: TokenBucketTests.Fractions_of_a_token_are_neither_lost_nor_made_up
namespace Camp.Limits;

public sealed class TokenBucket : ILimiter
{
    private readonly Lock _gate = new();
    private readonly TimeProvider _clock;
    private readonly int _burst;
    private readonly double _perSecond;
    private double _tokens;
    private long _last;

    public TokenBucket(int burst, int tokens, TimeSpan period, TimeProvider clock)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(burst, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(tokens, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(period, TimeSpan.Zero);
        (_burst, _tokens, _perSecond, _clock, _last) = (burst, burst, tokens / period.TotalSeconds, clock, clock.GetTimestamp());
    }

    public bool TryTake()
    {
        lock (_gate)
        {
            Refill();
            if (_tokens < 1)
                return false;
            _tokens--;
            return true;
        }
    }

    public TimeSpan RetryAfter => Until(1);

    public TimeSpan UntilFull => Until(_burst);

    private TimeSpan Until(double tokens)
    {
        lock (_gate)
        {
            Refill();
            return TimeSpan.FromTicks((long)Math.Ceiling(Math.Max(0, tokens - _tokens) / _perSecond * TimeSpan.TicksPerSecond));
        }
    }

    private void Refill()
    {
        var now = _clock.GetTimestamp();
        if (now <= _last)
            return;
        _tokens = Math.Min(_burst, _tokens + _clock.GetElapsedTime(_last, now).TotalSeconds * _perSecond);
        _last = now;
    }
}
