// Mistake: whether the call has begun is kept in a field: requests that run at the same time read each other's.
// Rejected by: ShieldTests.Requests_that_run_at_the_same_time_do_not_mix
// Explored: race
namespace Camp.Limits;

/// <summary>Guards one service by all three, in this order: limit, then breaker, then fallback.</summary>
public sealed class Shield<T>
{
    private readonly ILimiter _limiter;
    private readonly IBreaker _breaker;
    private readonly IFallback<T> _fallback;
    private bool _begun;

    public Shield(ILimiter limiter, IBreaker breaker, IFallback<T> fallback) =>
        (_limiter, _breaker, _fallback) = (limiter, breaker, fallback);

    public async Task<Shielded<T>> RunAsync(Func<CancellationToken, Task<T>> call, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        // First what costs nothing: a request over the limit touches nothing behind it.
        if (!_limiter.TryTake())
            return new(Verdict.Limited, Answer: null, _limiter.RetryAfter);

        // One request's own: requests run side by side.
        // (the field is set once and never cleared)
        Task<T> Call(CancellationToken token)
        {
            _begun = true;
            return call(token);
        }

        // The fallback stands outside: inside, the breaker would see successes only, and never open.
        var answer = await _fallback.GetAsync(token => _breaker.RunAsync(Call, token), cancellation);
        return answer switch
        {
            { Source: Source.Live } => new(Verdict.Answered, answer, TimeSpan.Zero),
            { Error: CircuitOpenException refused } when !_begun => new(Verdict.CircuitOpen, answer, refused.RetryAfter),
            _ => new(Verdict.Failed, answer, TimeSpan.Zero),
        };
    }
}
