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
    /// <param name="burst">How many tokens the bucket holds; at least 1.</param>
    /// <param name="tokens">How many flow in during a period; at least 1.</param>
    /// <param name="period">Longer than zero.</param>
    /// <param name="clock">Whose timestamps count.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    // TODO 1: refuse bad numbers; keep the good ones, a full bucket and the timestamp.
    public TokenBucket(int burst, int tokens, TimeSpan period, TimeProvider clock) =>
        throw new NotImplementedException("TokenBucket: check the numbers and start with a full bucket.");

    /// <inheritdoc/>
    // TODO 2: in one step for all threads: add what has flowed in (whole numbers, no double), then take one if there is one.
    public bool TryTake() =>
        throw new NotImplementedException("TokenBucket.TryTake: add what has flowed in, then take one token.");

    /// <inheritdoc/>
    // TODO 3: what is missing to one token, as a time, rounded up.
    public TimeSpan RetryAfter =>
        throw new NotImplementedException("TokenBucket.RetryAfter: the time until there is a whole token.");

    /// <inheritdoc/>
    // TODO 4: the same for a full bucket.
    public TimeSpan UntilFull =>
        throw new NotImplementedException("TokenBucket.UntilFull: the time until the bucket is full.");
}
