// Alternative: no count at all: the one number kept is the time at which the bucket will be full, moved by compare-and-swap (GCRA).
namespace Camp.Limits;

public sealed class TokenBucket : ILimiter
{
    private readonly TimeProvider _clock;
    private readonly long _start;
    private readonly int _burst;
    private readonly int _tokens;
    private readonly long _period;
    private State _state = new(0, 0);

    public TokenBucket(int burst, int tokens, TimeSpan period, TimeProvider clock)
    {
        if (burst < 1 || tokens < 1 || period <= TimeSpan.Zero)
            throw new ArgumentOutOfRangeException(nameof(burst));
        (_burst, _tokens, _period, _clock, _start) = (burst, tokens, period.Ticks, clock, clock.GetTimestamp());
    }

    public bool TryTake()
    {
        while (true)
        {
            var seen = Volatile.Read(ref _state);
            var now = Now(seen);
            var fullAt = Int128.Max(seen.FullAt, now) + _period;
            if (fullAt > now + (Int128)_burst * _period)
                return false;
            if (Interlocked.CompareExchange(ref _state, new State(fullAt, now), seen) == seen)
                return true;
        }
    }

    public TimeSpan RetryAfter => Until(state => state.FullAt + _period - (Int128)_burst * _period);

    public TimeSpan UntilFull => Until(state => state.FullAt);

    private TimeSpan Until(Func<State, Int128> moment)
    {
        var seen = Volatile.Read(ref _state);
        var left = Int128.Max(0, moment(seen) - Now(seen));
        return TimeSpan.FromTicks((long)((left + _tokens - 1) / _tokens));
    }

    // Times are ticks multiplied by the tokens of a period, so that a token is a whole number of them.
    private Int128 Now(State seen) => Int128.Max(seen.Seen, (Int128)_clock.GetElapsedTime(_start).Ticks * _tokens);

    private sealed record State(Int128 FullAt, Int128 Seen);
}
