namespace Camp.Limits.Tests;

/// <summary>Limiter, breaker and fallback that do as the test says and write down that they were asked.</summary>
public sealed class Parts : ILimiter, IBreaker, IFallback<string>
{
    private readonly Lock _gate = new();

    /// <summary>Who was asked, in order.</summary>
    public List<string> Asked { get; } = [];

    public bool LimitReached { get; set; }

    public bool Broken { get; set; }

    public TimeSpan RetryAfter { get; set; } = TimeSpan.FromSeconds(3);

    public TimeSpan UntilFull => TimeSpan.FromHours(1);

    public bool TryTake()
    {
        Note("limiter");
        return !LimitReached;
    }

    public async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> call, CancellationToken cancellation)
    {
        Note("breaker");
        if (Broken)
            throw new CircuitOpenException(TimeSpan.FromSeconds(20));
        try
        {
            return await call(cancellation);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            Note("breaker saw a failure");
            throw;
        }
    }

    public async Task<Answer<string>> GetAsync(Func<CancellationToken, Task<string>> call, CancellationToken cancellation)
    {
        Note("fallback");
        try
        {
            return new(await call(cancellation), Source.Live, Error: null);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            return new("something else", Source.LastGood, error);
        }
    }

    public void Note(string who)
    {
        lock (_gate)
            Asked.Add(who);
    }
}
