using Camp.Testing;
using Xunit;

namespace Camp.Limits.Tests;

public sealed class ShieldTests
{
    private const string Section = "In this order";
    private const string Cancelled = "The caller gave up";

    private readonly Parts _parts = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_shield_tells_its_story()
    {
        var shield = new Shield<string>(_parts, _parts, _parts);
        var story = "";
        await Tell("all is well", Call);
        await Tell("the service fails", Failing);
        _parts.Broken = true;
        await Tell("the circuit is open", Call);
        _parts.LimitReached = true;
        await Tell("the limit is reached", Call);
        await Snapshots.Match("Shield", story);

        async Task Tell(string when, Func<CancellationToken, Task<string>> call)
        {
            _parts.Asked.Clear();
            var result = await Run(shield, call);
            story += FormattableString.Invariant(
                $"{when}: {result.Verdict}, {result.Answer?.Value ?? "no answer"}, retry after {result.RetryAfter.TotalSeconds} s; asked: {string.Join(", ", _parts.Asked)}\n");
        }
    }

    [Fact]
    public async Task A_call_that_answers_is_passed_on()
    {
        var result = await Run(new(_parts, _parts, _parts), Call);
        Expect.Equal(Verdict.Answered, result.Verdict, "The verdict", Section);
        Expect.Equal(new Answer<string>("live", Source.Live, null), result.Answer, "The answer", Section);
        Expect.Equal(TimeSpan.Zero, result.RetryAfter, "RetryAfter", Section);
        Expect.Sequence(["limiter", "fallback", "breaker", "call"], _parts.Asked, "Asked", Section);
    }

    [Fact]
    public async Task Over_the_limit_nobody_else_hears_of_the_request()
    {
        _parts.LimitReached = true;
        _parts.Broken = true;
        var result = await Run(new(_parts, _parts, _parts), Call);
        Expect.Equal(Verdict.Limited, result.Verdict, "The verdict", Section);
        Expect.Equal(null, result.Answer, "The answer", Section);
        Expect.Equal(TimeSpan.FromSeconds(3), result.RetryAfter, "RetryAfter, as the limiter has it", Section);
        Expect.Sequence(["limiter"], _parts.Asked, "Asked", Section);
    }

    [Fact]
    public async Task An_open_circuit_is_answered_by_the_fallback_and_the_call_never_runs()
    {
        _parts.Broken = true;
        var result = await Run(new(_parts, _parts, _parts), Call);
        Expect.Equal(Verdict.CircuitOpen, result.Verdict, "The verdict", Section);
        Expect.Equal("something else", result.Answer?.Value, "The value", Section);
        Expect.Equal(TimeSpan.FromSeconds(20), result.RetryAfter, "RetryAfter, as the breaker has it", Section);
        Expect.Sequence(["limiter", "fallback", "breaker"], _parts.Asked, "Asked", Section);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_failure_is_seen_by_the_breaker_and_answered_by_the_fallback(bool thrownAtOnce)
    {
        var error = new TimeoutException("no answer");
        var result = await Run(new(_parts, _parts, _parts), _ => thrownAtOnce ? throw error : Task.FromException<string>(error));
        Expect.Equal(Verdict.Failed, result.Verdict, "The verdict", Section);
        Expect.Equal(new Answer<string>("something else", Source.LastGood, error), result.Answer, "The answer", Section);
        Expect.Equal(TimeSpan.Zero, result.RetryAfter, "RetryAfter", Section);
        Expect.Sequence(["limiter", "fallback", "breaker", "breaker saw a failure"], _parts.Asked, "Asked", Section);
    }

    [Fact]
    public async Task A_default_is_no_live_answer_either()
    {
        var defaults = new Defaults();
        var result = await Run(new(_parts, _parts, defaults), Failing);
        Expect.Equal(Verdict.Failed, result.Verdict, "The verdict", Section);
        Expect.True(ReferenceEquals(defaults.Last, result.Answer), "The fallback's answer is not passed on as it is.", Section);
        _parts.Broken = true;
        Expect.Equal(Verdict.CircuitOpen, (await Run(new(_parts, _parts, defaults), Call)).Verdict, "The verdict", Section);
    }

    [Fact]
    public async Task A_breaker_further_down_is_a_failure_of_the_call()
    {
        var further = new CircuitOpenException(TimeSpan.FromSeconds(7));
        var result = await Run(new(_parts, _parts, _parts), _ => throw further);
        Expect.Equal(Verdict.Failed, result.Verdict, "The verdict when the call itself met an open circuit", Section);
        Expect.Equal(TimeSpan.Zero, result.RetryAfter, "RetryAfter", Section);
    }

    [Fact]
    public async Task The_callers_cancellation_goes_on()
    {
        var shield = new Shield<string>(_parts, _parts, _parts);
        using var caller = new CancellationTokenSource();
        var service = new Service();
        var running = shield.RunAsync(service.Call, caller.Token);
        await service.Begun(running);
        await caller.CancelAsync();
        var error = await Record.ExceptionAsync(() => Patience.Ends(running));
        Expect.True(error is OperationCanceledException, $"The caller gave up and got {error?.GetType().Name ?? "an answer"}.", Cancelled);
    }

    [Fact]
    public async Task A_caller_that_has_given_up_before_takes_nothing_from_the_limit()
    {
        var shield = new Shield<string>(_parts, _parts, _parts);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Patience.Ends(shield.RunAsync(Call, new CancellationToken(true))));
        Expect.Sequence([], _parts.Asked, "Asked", Cancelled);
    }

    [Fact]
    public async Task The_call_gets_the_callers_token()
    {
        using var caller = new CancellationTokenSource();
        var shield = new Shield<string>(_parts, _parts, _parts);
        var result = await Patience.Ends(shield.RunAsync(token => Task.FromResult($"{token == caller.Token}"), caller.Token));
        Expect.Equal("True", result.Answer?.Value, "Whether the call got the caller's token", Cancelled);
    }

    [Fact]
    public async Task Requests_that_run_at_the_same_time_do_not_mix()
    {
        var shield = new Shield<string>(_parts, _parts, _parts);
        var slow = new Service();
        var first = Run(shield, slow.Call);
        await slow.Begun(first);
        _parts.Broken = true;
        Expect.Equal(Verdict.CircuitOpen, (await Run(shield, Call)).Verdict, "The verdict of a refused request while another runs", Section);
        _parts.Broken = false;
        Expect.Equal(Verdict.Failed, (await Run(shield, Failing)).Verdict, "The verdict of a failed request while another runs", Section);
        _parts.LimitReached = true;
        Expect.Equal(Verdict.Limited, (await Run(shield, Call)).Verdict, "The verdict of a limited request while another runs", Section);
        slow.Answer("slow");
        var result = await Patience.Ends(first);
        Expect.Equal(Verdict.Answered, result.Verdict, "The verdict of the slow request", Section);
        Expect.Equal("slow", result.Answer?.Value, "The value of the slow request", Section);
    }

    [Fact]
    public async Task Many_requests_are_inside_at_once()
    {
        var shield = new Shield<string>(_parts, _parts, _parts);
        using var gate = new Gate(expected: 16);
        var calls = Enumerable.Range(0, 16).Select(number => Run(shield, async _ =>
        {
            await gate.Pass();
            return $"{number}";
        })).ToArray();
        await Patience.Ends(Task.WhenAny(gate.Arrived, Task.WhenAll(calls)).Unwrap(), "16 calls inside the shield at once");
        gate.Open();
        var values = (await Patience.Ends(Task.WhenAll(calls))).Select(result => result.Answer?.Value);
        Expect.Sequence(Enumerable.Range(0, 16).Select(number => $"{number}"), values, "The values", Section);
    }

    private Task<string> Call(CancellationToken cancellation)
    {
        _parts.Note("call");
        return Task.FromResult("live");
    }

    private static Task<string> Failing(CancellationToken cancellation) => Service.Broken(cancellation);

    private static Task<Shielded<string>> Run(Shield<string> shield, Func<CancellationToken, Task<string>> call) =>
        Patience.Ends(Patience.Returns(() => shield.RunAsync(call, Token), "RunAsync, which must not block").Unwrap());

    private sealed class Defaults : IFallback<string>
    {
        public Answer<string>? Last { get; private set; }

        public async Task<Answer<string>> GetAsync(Func<CancellationToken, Task<string>> call, CancellationToken cancellation)
        {
            var error = await Record.ExceptionAsync(() => call(cancellation));
            return Last = new("default", Source.Default, error);
        }
    }
}
