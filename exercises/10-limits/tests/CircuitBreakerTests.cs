using Camp.Testing;
using Xunit;

namespace Camp.Limits.Tests;

public sealed partial class CircuitBreakerTests
{
    private const string Section = "The circuit breaker";
    private const string Probe = "One probe";
    private static readonly TimeSpan s_open = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_tick = TimeSpan.FromTicks(1);

    private readonly SettableClock _clock = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_breaker_tells_its_story()
    {
        var breaker = new CircuitBreaker(failures: 3, s_open, _clock);
        await Snapshots.Match("CircuitBreaker", await Story(breaker, () => $", {breaker.State}"));
    }

    [Fact]
    public async Task Polly_tells_the_same_story()
    {
        var mine = await Story(new CircuitBreaker(failures: 3, s_open, _clock), () => "");
        Expect.Equal(await Story(new PollyBreaker(failures: 3, s_open, _clock), () => ""), mine, "The story, by Polly and by you", Section);
    }

    private async Task<string> Story(IBreaker breaker, Func<string> state)
    {
        var story = "";
        await Tell(0, Service.Broken);
        await Tell(1, Service.Throwing);
        await Tell(1, Service.Broken);
        await Tell(0, Service.Fine);
        await Tell(29, Service.Fine);
        await Tell(1, Service.Broken);
        await Tell(29, Service.Fine);
        await Tell(1, Service.Fine);
        await Tell(0, Service.Fine);
        return story;

        async Task Tell(int seconds, Func<CancellationToken, Task<string>> call)
        {
            _clock.Advance(TimeSpan.FromSeconds(seconds));
            story += $"{seconds} s later: {await Outcome(breaker, call)}{state()}\n";
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public async Task It_opens_after_so_many_failures_in_a_row(int failures)
    {
        var breaker = new CircuitBreaker(failures, s_open, _clock);
        for (var round = 0; round < 3; round++)
        {
            for (var i = 1; i < failures; i++)
                await Outcome(breaker, i % 2 == 0 ? Service.Broken : Service.Throwing);
            Is(CircuitState.Closed, breaker, $"after {failures - 1} failures", Section);
            await Outcome(breaker, Service.Fine);
        }
        for (var i = 0; i < failures; i++)
            await Outcome(breaker, Service.Throwing);
        Is(CircuitState.Open, breaker, $"after {failures} failures in a row", Section);
    }

    [Fact]
    public async Task Exceptions_reach_the_caller_as_they_are()
    {
        var breaker = new CircuitBreaker(2, s_open, _clock);
        foreach (var error in new Exception[] { new TimeoutException(), new IOException() })
        {
            Expect.Same(error, await Record.ExceptionAsync(() => Run<string>(breaker, _ => throw error)), Section);
        }
        Is(CircuitState.Open, breaker, "after two failures", Section);
    }

    [Fact]
    public async Task An_open_circuit_refuses_for_its_whole_time_and_runs_nothing()
    {
        var breaker = await Opened(3);
        var service = new Service();
        _clock.Advance(s_open - s_tick);
        Expect.Equal(s_tick, (await Refused(breaker, service.Call)).RetryAfter, "RetryAfter, one tick before", Section);
        Expect.Equal(0, service.Calls, "Calls that ran while the circuit was open", Section);
        Is(CircuitState.Open, breaker, "one tick before its time is over", Section);
        _clock.Advance(s_tick);
        Is(CircuitState.Open, breaker, "without a call", Section);
        Expect.Equal("fine", await Outcome(breaker, Service.Fine), "The first call after the time", Section);
        Is(CircuitState.Closed, breaker, "after a probe that succeeded", Section);
    }

    [Fact]
    public async Task Calls_of_a_closed_circuit_run_at_the_same_time()
    {
        var breaker = new CircuitBreaker(3, s_open, _clock);
        using var gate = new Gate(expected: 16);
        var calls = Enumerable.Range(0, 16).Select(number => Run(breaker, async _ =>
        {
            await gate.Pass();
            return number;
        })).ToArray();
        await Patience.Ends(Task.WhenAny(gate.Arrived, Task.WhenAll(calls)).Unwrap(), "16 calls inside the breaker at once");
        gate.Open();
        Expect.Sequence(Enumerable.Range(0, 16), await Patience.Ends(Task.WhenAll(calls)), "The results", Section);
    }

    [Fact]
    public async Task A_call_that_blocks_its_thread_holds_up_no_other()
    {
        var breaker = new CircuitBreaker(3, s_open, _clock);
        using var begun = new ManualResetEventSlim();
        using var leave = new ManualResetEventSlim();
        var blocked = Patience.Start(() => breaker.RunAsync(_ =>
        {
            begun.Set();
            leave.Wait();
            return Task.FromResult("slow");
        }, Token)).Unwrap();
        await Patience.Ends(Task.WhenAny(Patience.Start(() => begun.Wait()), blocked).Unwrap(), "the call");
        Expect.Equal("fine", await Outcome(breaker, Service.Fine), "A call while another blocks its thread", Section);
        leave.Set();
        await Patience.Ends(blocked);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Of_sixty_four_callers_one_is_the_probe(bool succeeds)
    {
        var breaker = await Opened(2);
        _clock.Advance(s_open);
        var service = new Service();
        var calls = new Task<string>[64];
        await Patience.Ends(Together.Run(64, number => calls[number] = Begin()), "64 threads call RunAsync");
        await service.Begun(Task.WhenAll(calls));
        // Each is either inside the service, where it stays for now, or has ended.
        await Patience.Returns(() => SpinWait.SpinUntil(() => calls.Count(call => call.IsCompleted) + service.Calls >= 64), "64 calls of RunAsync refused or begun");
        var refused = calls.Where(call => call.IsCompleted).ToList();
        Expect.Equal(1, service.Calls, "Calls that ran when 64 came at once to an open circuit whose time was over", Probe);
        Expect.Equal(63, refused.Count, "Callers that were refused while the probe ran", Probe);
        foreach (var call in refused)
            Expect.Equal(TimeSpan.Zero, (await Assert.ThrowsAsync<CircuitOpenException>(() => call)).RetryAfter, "RetryAfter while a probe runs", Probe);
        Is(CircuitState.HalfOpen, breaker, "while the probe runs", Probe);
        (succeeds ? () => service.Answer() : (Action)(() => service.Fail(new IOException())))();
        await Record.ExceptionAsync(() => Patience.Ends(calls.Single(call => !refused.Contains(call))));
        Is(succeeds ? CircuitState.Closed : CircuitState.Open, breaker, "after the probe", Probe);

        async Task<string> Begin() => await breaker.RunAsync(service.Call, Token);
    }

    [Fact]
    public async Task A_failed_probe_opens_it_again_for_the_full_time_from_its_failure()
    {
        var breaker = await Opened(5);
        for (var round = 0; round < 3; round++)
        {
            _clock.Advance(s_open);
            var probe = new Service();
            var running = Run(breaker, probe.Call);
            await probe.Begun(running);
            _clock.Advance(TimeSpan.FromSeconds(20));
            probe.Fail(new TimeoutException());
            await Assert.ThrowsAsync<TimeoutException>(() => running);
            Is(CircuitState.Open, breaker, "after a failed probe", Probe);
            Expect.Equal(s_open, (await Refused(breaker, Service.Fine)).RetryAfter, "RetryAfter after a failed probe", Probe);
            _clock.Advance(s_open - s_tick);
            await Refused(breaker, Service.Fine);
            // The rest of the time, and no more: the next round's probe comes at the tick.
            _clock.Advance(s_tick);
            var next = await Record.ExceptionAsync(() => Run(breaker, Service.Throwing));
            Expect.True(next is IOException, $"When the time was over the next call was not the probe, but got {next?.Message}", Probe);
        }
    }

    [Fact]
    public async Task A_circuit_that_closes_counts_from_zero()
    {
        var breaker = await Opened(3);
        _clock.Advance(s_open);
        await Outcome(breaker, Service.Fine);
        await Outcome(breaker, Service.Broken);
        await Outcome(breaker, Service.Broken);
        Is(CircuitState.Closed, breaker, "two failures after it closed", Probe);
        await Outcome(breaker, Service.Broken);
        Is(CircuitState.Open, breaker, "three failures after it closed", Probe);
    }

    [Fact]
    public async Task Setting_the_wall_clock_changes_nothing()
    {
        var breaker = await Opened(1);
        _clock.SetBack(TimeSpan.FromHours(-1));
        await Refused(breaker, Service.Fine);
        _clock.SetBack(TimeSpan.FromHours(2));
        _clock.Advance(s_open);
        Expect.Equal("fine", await Outcome(breaker, Service.Fine), "The call after the time", "One clock, no drift");
    }

    [Fact]
    public async Task Two_breakers_have_their_own_state()
    {
        var (broken, other) = (await Opened(1), new CircuitBreaker(1, s_open, _clock));
        Is(CircuitState.Closed, other, "when another one is open", Section);
        Expect.Equal("fine", await Outcome(other, Service.Fine), "A call through the other one", Section);
        Is(CircuitState.Open, broken, "after a success of another one", Section);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(-1, 1)]
    [InlineData(1, 0)]
    [InlineData(1, -1)]
    public void Numbers_out_of_range_are_refused(int failures, long openFor) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new CircuitBreaker(failures, TimeSpan.FromTicks(openFor), _clock));

    private async Task<CircuitBreaker> Opened(int failures)
    {
        var breaker = new CircuitBreaker(failures, s_open, _clock);
        for (var i = 0; i < failures; i++)
            await Outcome(breaker, Service.Broken);
        Is(CircuitState.Open, breaker, $"after {failures} failures", Section);
        return breaker;
    }

    private static void Is(CircuitState expected, CircuitBreaker breaker, string when, string section) =>
        Expect.Equal(expected, breaker.State, $"The state {when}", section);

    private static Task<T> Run<T>(IBreaker breaker, Func<CancellationToken, Task<T>> call) =>
        Patience.Returns(() => breaker.RunAsync(call, Token), "RunAsync, which must not block").Unwrap();

    private static Task<CircuitOpenException> Refused(IBreaker breaker, Func<CancellationToken, Task<string>> call) =>
        Assert.ThrowsAsync<CircuitOpenException>(() => Patience.Ends(Run(breaker, call)));

    private static async Task<string> Outcome(IBreaker breaker, Func<CancellationToken, Task<string>> call)
    {
        try
        {
            return await Patience.Ends(Run(breaker, call));
        }
        catch (CircuitOpenException refused)
        {
            return FormattableString.Invariant($"refused, retry after {refused.RetryAfter.TotalSeconds} s");
        }
        catch (Exception error) when (error is TimeoutException or IOException)
        {
            return $"failed with {error.GetType().Name}";
        }
    }
}
