// Alternative: Polly's fallback strategy decides what is a failure and what comes instead; the last good value is ours.
using Polly;
using Polly.Fallback;

namespace Camp.Limits;

public sealed class Fallback<T> : IFallback<T>
{
    private readonly Lock _gate = new();
    private readonly TimeProvider _clock;
    private readonly ResiliencePipeline<Answer<T>> _pipeline;
    private (long Number, T Value, long At)? _good;
    private long _lastNumber;

    public Fallback(T defaultValue, TimeSpan maxAge, TimeProvider clock)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maxAge.Ticks, nameof(maxAge));
        _clock = clock;
        _pipeline = new ResiliencePipelineBuilder<Answer<T>>()
            .AddFallback(new FallbackStrategyOptions<Answer<T>>
            {
                // Polly's default calls no OperationCanceledException a failure, timeouts of an HttpClient included.
                ShouldHandle = args => ValueTask.FromResult(args.Outcome.Exception is { } error
                    && !(error is OperationCanceledException && args.Context.CancellationToken.IsCancellationRequested)),
                FallbackAction = args => Outcome.FromResultAsValueTask(Instead(args.Outcome.Exception, defaultValue, maxAge)),
            })
            .Build();
    }

    public async Task<Answer<T>> GetAsync(Func<CancellationToken, Task<T>> call, CancellationToken cancellation)
    {
        var number = Interlocked.Increment(ref _lastNumber);
        return await _pipeline.ExecuteAsync(async token =>
        {
            var value = await call(token);
            lock (_gate)
                _good = _good is { } good && good.Number > number ? good : (number, value, _clock.GetTimestamp());
            return new Answer<T>(value, Source.Live, Error: null);
        }, cancellation);
    }

    private Answer<T> Instead(Exception? error, T defaultValue, TimeSpan maxAge)
    {
        lock (_gate)
        {
            return _good is { } good && _clock.GetElapsedTime(good.At) <= maxAge
                ? new(good.Value, Source.LastGood, error)
                : new(defaultValue, Source.Default, error);
        }
    }
}
