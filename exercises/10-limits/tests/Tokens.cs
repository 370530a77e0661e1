namespace Camp.Limits.Tests;

/// <summary>A limiter for the tests of PerClient, not for copying: it starts with so many tokens and gets one in each period.</summary>
public sealed class Tokens(int burst, TimeSpan period, TimeProvider clock) : ILimiter
{
    private readonly Lock _gate = new();
    private readonly long _start = clock.GetTimestamp();

    // When the bucket will be full again.
    private TimeSpan _fullAt;

    public int Asked { get; private set; }

    public bool TryTake()
    {
        lock (_gate)
        {
            Asked++;
            if (RetryAfter > TimeSpan.Zero)
                return false;
            var now = clock.GetElapsedTime(_start);
            _fullAt = (_fullAt > now ? _fullAt : now) + period;
            return true;
        }
    }

    public TimeSpan RetryAfter => NotNegative(UntilFull - ((burst - 1) * period));

    public TimeSpan UntilFull
    {
        get
        {
            lock (_gate)
                return NotNegative(_fullAt - clock.GetElapsedTime(_start));
        }
    }

    private static TimeSpan NotNegative(TimeSpan time) => time > TimeSpan.Zero ? time : TimeSpan.Zero;
}
