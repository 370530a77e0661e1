// Alternative: one object a request carries what happened; the verdict is read off it at the end.
namespace Camp.Limits;

public sealed class Shield<T>(ILimiter limiter, IBreaker breaker, IFallback<T> fallback)
{
    public Task<Shielded<T>> RunAsync(Func<CancellationToken, Task<T>> call, CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested)
            return Task.FromCanceled<Shielded<T>>(cancellation);
        return limiter.TryTake()
            ? new Request(call).Run(breaker, fallback, cancellation)
            : Task.FromResult(new Shielded<T>(Verdict.Limited, null, limiter.RetryAfter));
    }

    private sealed class Request(Func<CancellationToken, Task<T>> call)
    {
        private CircuitOpenException? _refusal;
        private int _calls;

        public async Task<Shielded<T>> Run(IBreaker breaker, IFallback<T> fallback, CancellationToken cancellation)
        {
            var answer = await fallback.GetAsync(token => Guarded(breaker, token), cancellation).ConfigureAwait(false);
            if (answer.Source == Source.Live)
                return new(Verdict.Answered, answer, TimeSpan.Zero);
            return _refusal is { } refusal
                ? new(Verdict.CircuitOpen, answer, refusal.RetryAfter)
                : new(Verdict.Failed, answer, TimeSpan.Zero);
        }

        private async Task<T> Guarded(IBreaker breaker, CancellationToken cancellation)
        {
            try
            {
                return await breaker.RunAsync(Counted, cancellation).ConfigureAwait(false);
            }
            catch (CircuitOpenException refusal) when (Volatile.Read(ref _calls) == 0)
            {
                _refusal = refusal;
                throw;
            }
        }

        private Task<T> Counted(CancellationToken cancellation)
        {
            Interlocked.Increment(ref _calls);
            return call(cancellation);
        }
    }
}
