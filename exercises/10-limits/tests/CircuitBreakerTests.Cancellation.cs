using Camp.Testing;
using Xunit;

namespace Camp.Limits.Tests;

/// <summary>What a caller's cancellation means to a breaker, and what it does not.</summary>
public sealed partial class CircuitBreakerTests
{
    private const string Cancelled = "The caller gave up";

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task A_probe_given_up_by_its_caller_leaves_room_for_the_next(int times)
    {
        var breaker = await Opened(2);
        _clock.Advance(s_open);
        for (var i = 0; i < times; i++)
            await GivenUp(breaker);
        Is(CircuitState.HalfOpen, breaker, "after a probe that its caller gave up", Cancelled);
        var probe = new Service();
        var running = Run(breaker, probe.Call);
        await probe.Begun(running);
        await Refused(breaker, Service.Fine);
        probe.Answer();
        Expect.Equal("fine", await Patience.Ends(running), "The next probe", Cancelled);
        Is(CircuitState.Closed, breaker, "after the next probe", Cancelled);
    }

    [Fact]
    public async Task A_call_given_up_by_its_caller_counts_neither_way()
    {
        var breaker = new CircuitBreaker(2, s_open, _clock);
        for (var i = 0; i < 3; i++)
            await GivenUp(breaker);
        Is(CircuitState.Closed, breaker, "after three calls that their callers gave up", Cancelled);
        await Outcome(breaker, Service.Broken);
        await GivenUp(breaker);
        await Outcome(breaker, Service.Broken);
        Is(CircuitState.Open, breaker, "after two failures, with a call in between that was given up", Cancelled);
    }

    [Fact]
    public async Task A_timeout_that_the_caller_did_not_ask_for_is_a_failure()
    {
        var breaker = new CircuitBreaker(1, s_open, _clock);
        var timeout = new TaskCanceledException("HttpClient.Timeout");
        Expect.Same(timeout, await Record.ExceptionAsync(() => Patience.Ends(Run<string>(breaker, _ => throw timeout))), Cancelled);
        Is(CircuitState.Open, breaker, "after a timeout of the service", Cancelled);
    }

    [Fact]
    public async Task A_failure_is_one_even_if_the_caller_has_given_up_meanwhile()
    {
        var breaker = new CircuitBreaker(1, s_open, _clock);
        using var caller = new CancellationTokenSource();
        await Assert.ThrowsAsync<IOException>(() => Patience.Ends(breaker.RunAsync<string>(_ =>
        {
            caller.Cancel();
            throw new IOException();
        }, caller.Token)));
        Is(CircuitState.Open, breaker, "after a failure", Cancelled);
    }

    [Fact]
    public async Task A_caller_that_has_given_up_before_runs_nothing_and_is_no_probe()
    {
        var breaker = await Opened(1);
        _clock.Advance(s_open);
        var service = new Service();
        service.Answer();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Patience.Ends(breaker.RunAsync(service.Call, new CancellationToken(true))));
        Expect.Equal(0, service.Calls, "Calls of a caller who had given up", Cancelled);
        Is(CircuitState.Open, breaker, "after a caller who had given up", Cancelled);
        Expect.Equal("fine", await Outcome(breaker, service.Call), "The next call", Cancelled);
    }

    [Fact]
    public async Task The_call_gets_the_callers_token()
    {
        var breaker = new CircuitBreaker(1, s_open, _clock);
        using var caller = new CancellationTokenSource();
        var same = await Patience.Ends(breaker.RunAsync(token => Task.FromResult(token == caller.Token), caller.Token));
        Expect.True(same, "The call got another token than the caller's.", Cancelled);
    }

    private static async Task GivenUp(IBreaker breaker)
    {
        using var caller = new CancellationTokenSource();
        var service = new Service();
        var running = breaker.RunAsync(service.Call, caller.Token);
        await service.Begun(running);
        await caller.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Patience.Ends(running));
    }
}
