namespace Camp.Limits;

/// <summary>A limit for each client, by the rate limiter of ASP.NET Core (<c>app.UseRateLimiter()</c>).</summary>
/// <remarks>
/// Every client, named by <c>clientOf</c> (ordinal: upper and lower case differ), has a limiter of its own, which <c>newLimiter</c>
/// makes at its first request; once, however many first requests come at the same time. A request that its
/// <see cref="ILimiter.TryTake"/> lets through takes exactly one and goes on to the next handler, body and all.
/// Any other is refused at once: the next handler never runs, nobody waits. The answer is status 429, a <c>Retry-After</c>
/// header, and a problem document (<c>application/problem+json</c>) with <c>status</c> 429 and <c>title</c> "Too Many Requests".
/// Retry-After is a whole number of seconds, and true: the limiter's <see cref="ILimiter.RetryAfter"/> rounded up, 1 at least.
/// Memory does not grow with clients that have left: a limiter that is as good as new (<see cref="ILimiter.UntilFull"/>
/// is zero), and whose client has not asked for ten minutes by the clock's timestamps, is let go of soon after, at
/// the latest while other requests come in. (At once would be as right.) One that isn't as good as new is kept however long its
/// client has been away: a new one would give it its burst again.
/// </remarks>
public static class PerClient
{
    /// <summary>How long a client that has a full limiter is remembered.</summary>
    public static readonly TimeSpan IdleTime = TimeSpan.FromMinutes(10);

    /// <summary>Registers the limits; <c>app.UseRateLimiter()</c> applies them to every request.</summary>
    /// <param name="services">Of the application.</param>
    /// <param name="clientOf">The name of the client that a request comes from; never null.</param>
    /// <param name="newLimiter">Makes a limiter.</param>
    /// <param name="clock">Whose timestamps tell how long a client has been away.</param>
    // TODO 1: a subclass of RateLimiter around an ILimiter: a lease with RetryAfter in its metadata when refused.
    // TODO 2: its IdleDuration tells the framework which limiters it may drop: null for those it may not.
    // TODO 3: PartitionedRateLimiter.Create with clientOf as the key, as the GlobalLimiter of AddRateLimiter.
    // TODO 4: OnRejected writes the answer.
    public static IServiceCollection AddPerClientLimit(
        this IServiceCollection services, Func<HttpContext, string> clientOf, Func<ILimiter> newLimiter, TimeProvider clock) =>
        throw new NotImplementedException("PerClient.AddPerClientLimit: register the rate limiter and its answer.");
}
