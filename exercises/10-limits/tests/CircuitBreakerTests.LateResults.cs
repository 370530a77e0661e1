using Camp.Testing;
using Xunit;

namespace Camp.Limits.Tests;

/// <summary>Results that come when the circuit has moved on.</summary>
public sealed partial class CircuitBreakerTests
{
    private const string Late = "Late results";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_late_result_of_a_call_begun_before_the_opening_changes_nothing(bool succeeds)
    {
        // One call ends while the circuit is open, one while it is half-open, one when it has closed again.
        var breaker = new CircuitBreaker(1, s_open, _clock);
        var late = new[] { new Service(), new Service(), new Service() };
        var running = new List<Task<string>>();
        foreach (var service in late)
        {
            running.Add(Run(breaker, service.Call));
            await service.Begun(running[^1]);
        }
        await Outcome(breaker, Service.Broken);
        _clock.Advance(TimeSpan.FromSeconds(10));
        await End(0);
        Is(CircuitState.Open, breaker, "after the late end of a call", Late);
        Expect.Equal(s_open - TimeSpan.FromSeconds(10), (await Refused(breaker, Service.Fine)).RetryAfter, "RetryAfter after a late result", Late);

        _clock.Advance(s_open);
        var probe = new Service();
        var probing = Run(breaker, probe.Call);
        await probe.Begun(probing);
        await End(1);
        Is(CircuitState.HalfOpen, breaker, "after the late end of a call, while the probe runs", Late);
        await Refused(breaker, Service.Fine);
        probe.Answer();
        await Patience.Ends(probing);
        await End(2);
        Is(CircuitState.Closed, breaker, "after the late end of a call that began when it was closed before", Late);

        async Task End(int number)
        {
            if (succeeds)
                late[number].Answer();
            else
                late[number].Fail(new IOException());
            await Record.ExceptionAsync(() => Patience.Ends(running[number]));
        }
    }

    [Fact]
    public async Task A_late_success_does_not_clear_the_count_of_a_later_stretch()
    {
        var breaker = new CircuitBreaker(2, s_open, _clock);
        var late = new Service();
        var running = Run(breaker, late.Call);
        await late.Begun(running);
        await Outcome(breaker, Service.Broken);
        await Outcome(breaker, Service.Broken);
        _clock.Advance(s_open);
        await Outcome(breaker, Service.Fine);
        await Outcome(breaker, Service.Broken);
        late.Answer();
        Expect.Equal("fine", await Patience.Ends(running), "The late result", Late);
        await Outcome(breaker, Service.Broken);
        Is(CircuitState.Open, breaker, "after two failures, with a late success in between", Late);
    }
}
