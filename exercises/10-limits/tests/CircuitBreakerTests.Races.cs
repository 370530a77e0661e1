using Camp.Testing;

namespace Camp.Limits.Tests;

/// <summary>Small situations; every <c>camp check</c> runs each of them in hundreds of orders.</summary>
public static class CircuitBreakerRaces
{
    public static async Task Two_come_when_a_probe_is_due()
    {
        var clock = new NanoClock();
        var breaker = new CircuitBreaker(1, TimeSpan.FromSeconds(1), clock);
        await Fail(breaker);
        clock.Add(1_000_000_000);
        var inside = 0;
        await Task.WhenAll(Task.Run(Come), Task.Run(Come));
        Expect.Equal(CircuitState.Closed, breaker.State, "The state after a probe that succeeded", "One probe");

        async Task Come()
        {
            try
            {
                await breaker.RunAsync(Probe, default);
            }
            catch (CircuitOpenException)
            {
                // The other one is the probe.
            }
        }

        async Task<int> Probe(CancellationToken cancellation)
        {
            Expect.Equal(1, Interlocked.Increment(ref inside), "Probes under way", "One probe");
            await Task.Yield();
            Interlocked.Decrement(ref inside);
            return 1;
        }
    }
    private static async Task Fail(CircuitBreaker breaker)
    {
        try
        {
            await breaker.RunAsync<int>(_ => throw new TimeoutException(), default);
        }
        catch (TimeoutException)
        {
        }
    }
}
