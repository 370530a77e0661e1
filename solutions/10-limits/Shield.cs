namespace Camp.Limits;

/// <summary>Guards one service by all three, in this order: limit, then breaker, then fallback.</summary>
/// <remarks>
/// First the limiter is asked, once. When it refuses, the verdict is <see cref="Verdict.Limited"/> with the limiter's
/// <see cref="ILimiter.RetryAfter"/> and no answer; neither breaker nor fallback hear of the request.
/// Otherwise the fallback runs, once, what the breaker runs, once, which is the call, with the caller's token. So the breaker sees
/// every failure, and the fallback covers failures and refusals by the breaker. The fallback's answer is passed on as it is.
/// The verdict is <see cref="Verdict.Answered"/> for an answer from <see cref="Source.Live"/>. For any other it is
/// <see cref="Verdict.CircuitOpen"/> when the breaker refused, with the exception's
/// <see cref="CircuitOpenException.RetryAfter"/>, and <see cref="Verdict.Failed"/> when the call ran: also when the call itself
/// ended with a <see cref="CircuitOpenException"/>, from a breaker further down.
/// The caller's cancellation goes on as <see cref="OperationCanceledException"/>. Requests run at the same time and do not mix.
/// </remarks>
public sealed class Shield<T>
{
    private readonly ILimiter _limiter;
    private readonly IBreaker _breaker;
    private readonly IFallback<T> _fallback;

    public Shield(ILimiter limiter, IBreaker breaker, IFallback<T> fallback) =>
        (_limiter, _breaker, _fallback) = (limiter, breaker, fallback);

    /// <summary>Answers one request by <paramref name="call"/>, if all is well.</summary>
    /// <exception cref="OperationCanceledException">
    /// <paramref name="cancellation"/> was cancelled. If it was before the call, no limiter was asked and nothing has run.
    /// </exception>
    public async Task<Shielded<T>> RunAsync(Func<CancellationToken, Task<T>> call, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        // First what costs nothing: a request over the limit touches nothing behind it.
        if (!_limiter.TryTake())
            return new(Verdict.Limited, Answer: null, _limiter.RetryAfter);

        // One request's own: requests run side by side.
        var begun = false;
        Task<T> Call(CancellationToken token)
        {
            begun = true;
            return call(token);
        }

        // The fallback stands outside: inside, the breaker would see successes only, and never open.
        var answer = await _fallback.GetAsync(token => _breaker.RunAsync(Call, token), cancellation);
        return answer switch
        {
            { Source: Source.Live } => new(Verdict.Answered, answer, TimeSpan.Zero),
            { Error: CircuitOpenException refused } when !begun => new(Verdict.CircuitOpen, answer, refused.RetryAfter),
            _ => new(Verdict.Failed, answer, TimeSpan.Zero),
        };
    }
}
