using Polly;
using Polly.CircuitBreaker;

namespace Camp.Limits.Tests;

/// <summary>The same breaker by Polly. It counts a share of failures in a window of time rather than failures in a row.</summary>
public sealed class PollyBreaker(int failures, TimeSpan openFor, TimeProvider clock) : IBreaker
{
    private readonly ResiliencePipeline _pipeline = new ResiliencePipelineBuilder { TimeProvider = clock }
        .AddCircuitBreaker(new CircuitBreakerStrategyOptions
        {
            // All calls of the last half minute have failed, and there were enough of them.
            FailureRatio = 1.0,
            MinimumThroughput = failures,
            SamplingDuration = TimeSpan.FromSeconds(30),
            BreakDuration = openFor,
        })
        .Build();

    public async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> call, CancellationToken cancellation)
    {
        try
        {
            return await _pipeline.ExecuteAsync(async token => await call(token), cancellation);
        }
        catch (BrokenCircuitException refused)
        {
            throw new CircuitOpenException(refused.RetryAfter ?? TimeSpan.Zero);
        }
    }
}
