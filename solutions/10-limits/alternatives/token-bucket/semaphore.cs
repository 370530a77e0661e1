// Alternative: SemaphoreSlim for the step, and a count of all tokens that should have flowed in since the start, in numbers without a limit.
using System.Numerics;

namespace Camp.Limits;

public sealed class TokenBucket : ILimiter
{
    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly TimeProvider _clock;
    private readonly long _start;
    private readonly BigInteger _tokens;
    private readonly BigInteger _period;
    private readonly BigInteger _burst;

    // What has been taken or lost over the rim, in parts of a token.
    private BigInteger _gone;
    private BigInteger _latest;

    public TokenBucket(int burst, int tokens, TimeSpan period, TimeProvider clock)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(burst);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(tokens);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(period.Ticks);
        (_tokens, _period, _clock, _start) = (tokens, period.Ticks, clock, clock.GetTimestamp());
        _burst = burst * _period;
    }

    public bool TryTake() => Locked(level =>
    {
        if (level < _period)
            return false;
        _gone += _period;
        return true;
    });

    public TimeSpan RetryAfter => Locked(level => Missing(_period - level));

    public TimeSpan UntilFull => Locked(level => Missing(_burst - level));

    private T Locked<T>(Func<BigInteger, T> look)
    {
        _one.Wait();
        try
        {
            _latest = BigInteger.Max(_latest, _clock.GetElapsedTime(_start).Ticks);
            var level = _burst + _latest * _tokens - _gone;
            if (level > _burst)
                (_gone, level) = (_gone + level - _burst, _burst);
            return look(level);
        }
        finally
        {
            _one.Release();
        }
    }

    private TimeSpan Missing(BigInteger parts) =>
        parts <= 0 ? TimeSpan.Zero : TimeSpan.FromTicks((long)((parts + _tokens - 1) / _tokens));
}
