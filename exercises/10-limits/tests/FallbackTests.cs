using Camp.Testing;
using Xunit;

namespace Camp.Limits.Tests;

public sealed class FallbackTests
{
    private const string Section = "Something instead";
    private const string Cancelled = "The caller gave up";
    private static readonly TimeSpan s_minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_tick = TimeSpan.FromTicks(1);

    private readonly SettableClock _clock = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_fallback_tells_its_story()
    {
        var fallback = new Fallback<string>("standard prices", s_minute, _clock);
        var story = "";
        foreach (var (wait, price) in new[] { (0, null), (0, "1.10"), (30, null), (0, "1.20"), (59, null), (1, null), (1, null), (0, "1.30"), (61, null) })
        {
            _clock.Advance(TimeSpan.FromSeconds(wait));
            var answer = await Get(fallback, _ => price is null ? Service.Broken(Token) : Task.FromResult(price));
            story += $"{wait} s later, the service says {price ?? "nothing"}: {answer.Value} ({answer.Source}, {answer.Error?.Message ?? "no error"})\n";
        }
        await Snapshots.Match("Fallback", story);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_failure_is_answered_by_the_default_while_nothing_better_is_known(bool thrownAtOnce)
    {
        var fallback = new Fallback<int>(42, s_minute, _clock);
        var error = new IOException("gone");
        var answer = await Get(fallback, _ => thrownAtOnce ? throw error : Task.FromException<int>(error));
        Is(new(42, Source.Default, error), answer);
    }

    [Fact]
    public async Task A_failure_is_answered_by_the_last_good_value()
    {
        var fallback = new Fallback<string>("default", s_minute, _clock);
        var error = new IOException("gone");
        Is(new("one", Source.Live, null), await Get(fallback, _ => Task.FromResult("one")));
        Is(new("one", Source.LastGood, error), await Get(fallback, _ => throw error));
        Is(new("two", Source.Live, null), await Get(fallback, _ => Task.FromResult("two")));
        Is(new("two", Source.LastGood, error), await Get(fallback, _ => throw error));
        Is(new("two", Source.LastGood, error), await Get(fallback, _ => throw error));
    }

    [Fact]
    public async Task Null_and_zero_are_good_values_too()
    {
        var error = new IOException("gone");
        var names = new Fallback<string?>("default", s_minute, _clock);
        Is(new(null, Source.Live, null), await Get(names, _ => Task.FromResult<string?>(null)));
        Is(new(null, Source.LastGood, error), await Get(names, _ => throw error));
        var counts = new Fallback<int>(7, s_minute, _clock);
        await Get(counts, _ => Task.FromResult(0));
        Is(new(0, Source.LastGood, error), await Get(counts, _ => throw error));
    }

    [Fact]
    public async Task A_good_value_is_good_for_its_age_counted_from_the_end_of_its_call()
    {
        var fallback = new Fallback<string>("default", s_minute, _clock);
        var slow = new Service();
        var running = Get(fallback, slow.Call);
        await slow.Begun(running);
        _clock.Advance(TimeSpan.FromMinutes(5));
        slow.Answer("fresh");
        await running;
        _clock.Advance(s_minute);
        Expect.Equal(Source.LastGood, (await Get(fallback, Service.Broken)).Source, "The source, when the value is as old as it may be", Section);
        _clock.Advance(s_tick);
        Expect.Equal(Source.Default, (await Get(fallback, Service.Broken)).Source, "The source, one tick later", Section);
    }

    [Fact]
    public async Task The_age_counts_when_the_call_fails_not_when_it_begins()
    {
        var fallback = new Fallback<string>("default", s_minute, _clock);
        await Get(fallback, Service.Fine);
        var slow = new Service();
        var running = Get(fallback, slow.Call);
        await slow.Begun(running);
        _clock.Advance(s_minute + s_tick);
        slow.Fail(new TimeoutException());
        Expect.Equal(Source.Default, (await Patience.Ends(running)).Source, "The source, when the value got too old during the call", Section);
    }

    [Fact]
    public async Task An_age_of_zero_is_good_within_the_same_tick()
    {
        var fallback = new Fallback<string>("default", TimeSpan.Zero, _clock);
        await Get(fallback, Service.Fine);
        Expect.Equal(Source.LastGood, (await Get(fallback, Service.Broken)).Source, "The source at once", Section);
        _clock.Advance(s_tick);
        Expect.Equal(Source.Default, (await Get(fallback, Service.Broken)).Source, "The source a tick later", Section);
    }

    [Fact]
    public async Task A_slow_call_does_not_put_an_older_value_over_a_newer_one()
    {
        var fallback = new Fallback<string>("default", s_minute, _clock);
        var (first, second, third) = (new Service(), new Service(), new Service());
        var running = new List<Task<Answer<string>>>();
        foreach (var service in new[] { first, second, third })
        {
            running.Add(Get(fallback, service.Call));
            await service.Begun(running[^1]);
        }
        second.Answer("newer");
        Is(new("newer", Source.Live, null), await Patience.Ends(running[1]));
        first.Answer("older");
        Is(new("older", Source.Live, null), await Patience.Ends(running[0]));
        Expect.Equal("newer", (await Get(fallback, Service.Broken)).Value, "The last good value", Section);
        third.Answer("newest");
        await Patience.Ends(running[2]);
        Expect.Equal("newest", (await Get(fallback, Service.Broken)).Value, "The last good value", Section);
    }

    [Fact]
    public async Task Calls_run_at_the_same_time_and_hold_no_thread()
    {
        var fallback = new Fallback<int>(-1, s_minute, _clock);
        using var gate = new Gate(expected: 16);
        var calls = Enumerable.Range(0, 16).Select(number => Get(fallback, async _ =>
        {
            await gate.Pass();
            return number;
        })).ToArray();
        await Patience.Ends(Task.WhenAny(gate.Arrived, Task.WhenAll(calls)).Unwrap(), "16 calls inside the fallback at once");
        gate.Open();
        var values = (await Patience.Ends(Task.WhenAll(calls))).Select(answer => answer.Value);
        Expect.Sequence(Enumerable.Range(0, 16), values, "The values", Section);
        Expect.Equal(15, (await Get(fallback, _ => throw new IOException())).Value, "The last good value", Section);
    }

    [Fact]
    public async Task A_call_that_blocks_its_thread_holds_up_no_other()
    {
        var fallback = new Fallback<string>("default", s_minute, _clock);
        using var begun = new ManualResetEventSlim();
        using var leave = new ManualResetEventSlim();
        var blocked = Patience.Start(() => fallback.GetAsync(_ =>
        {
            begun.Set();
            leave.Wait();
            return Task.FromResult("slow");
        }, Token)).Unwrap();
        await Patience.Ends(Task.WhenAny(Patience.Start(() => begun.Wait()), blocked).Unwrap(), "the call");
        Is(new("fine", Source.Live, null), await Get(fallback, Service.Fine));
        leave.Set();
        await Patience.Ends(blocked);
    }

    [Fact]
    public async Task A_crowd_never_sees_half_a_value()
    {
        var fallback = new Fallback<(long, long, long, long)>(default, s_minute, _clock);
        await Patience.Ends(Together.Race(4, number =>
        {
            var n = number + 1L;
            if (number < 2)
                Wait(fallback.GetAsync(_ => Task.FromResult((n, n, n, n)), Token));
            var (a, b, c, d) = Wait(fallback.GetAsync(_ => Task.FromException<(long, long, long, long)>(new IOException()), Token)).Value;
            Expect.True(a == b && b == c && c == d, $"The value ({a}, {b}, {c}, {d}) is of two calls.", Section);
        }, beats: 1_000), "four threads call GetAsync");
    }

    [Fact]
    public async Task The_callers_cancellation_goes_on()
    {
        var fallback = new Fallback<string>("default", s_minute, _clock);
        await Get(fallback, Service.Fine);
        using var caller = new CancellationTokenSource();
        var service = new Service();
        var running = fallback.GetAsync(service.Call, caller.Token);
        await service.Begun(running);
        await caller.CancelAsync();
        var error = await Record.ExceptionAsync(() => Patience.Ends(running));
        Expect.True(error is OperationCanceledException, $"The caller gave up and got {error?.GetType().Name ?? "an answer"}.", Cancelled);
    }

    [Fact]
    public async Task A_timeout_that_the_caller_did_not_ask_for_is_a_failure()
    {
        var fallback = new Fallback<string>("default", s_minute, _clock);
        var timeout = new TaskCanceledException("HttpClient.Timeout");
        Is(new("default", Source.Default, timeout), await Get(fallback, _ => throw timeout));
    }

    [Fact]
    public async Task A_failure_is_one_even_if_the_caller_has_given_up_meanwhile()
    {
        var fallback = new Fallback<string>("default", s_minute, _clock);
        using var caller = new CancellationTokenSource();
        var error = new IOException("gone");
        Is(new("default", Source.Default, error), await Patience.Ends(fallback.GetAsync(_ =>
        {
            caller.Cancel();
            throw error;
        }, caller.Token)));
    }

    [Fact]
    public async Task A_caller_that_has_given_up_before_runs_nothing()
    {
        var fallback = new Fallback<string>("default", s_minute, _clock);
        var service = new Service();
        service.Answer();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Patience.Ends(fallback.GetAsync(service.Call, new CancellationToken(true))));
        Expect.Equal(0, service.Calls, "Calls of a caller who had given up", Cancelled);
    }

    [Fact]
    public async Task The_call_runs_once_with_the_callers_token()
    {
        var fallback = new Fallback<bool>(false, s_minute, _clock);
        using var caller = new CancellationTokenSource();
        var calls = 0;
        var same = await Patience.Ends(fallback.GetAsync(token => Task.FromResult(token == caller.Token), caller.Token));
        Expect.True(same.Value, "The call got another token than the caller's.", Cancelled);
        await Get(fallback, _ =>
        {
            calls++;
            throw new IOException();
        });
        Expect.Equal(1, calls, "Calls, when the first failed", Section);
    }

    [Fact]
    public async Task Setting_the_wall_clock_changes_no_age()
    {
        var fallback = new Fallback<string>("default", s_minute, _clock);
        await Get(fallback, Service.Fine);
        _clock.SetBack(TimeSpan.FromHours(-1));
        Expect.Equal(Source.LastGood, (await Get(fallback, Service.Broken)).Source, "The source at once", "One clock, no drift");
        _clock.SetBack(TimeSpan.FromHours(2));
        _clock.Advance(s_minute + s_tick);
        Expect.Equal(Source.Default, (await Get(fallback, Service.Broken)).Source, "The source a minute later", "One clock, no drift");
    }

    [Fact]
    public async Task Two_fallbacks_keep_their_own_values()
    {
        var (one, other) = (new Fallback<string>("default", s_minute, _clock), new Fallback<string>("other default", s_minute, _clock));
        await Get(one, Service.Fine);
        Expect.Equal("other default", (await Get(other, Service.Broken)).Value, "The value of another fallback", Section);
    }

    [Fact]
    public void A_negative_age_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Fallback<string>("default", -s_tick, _clock));

    private static T Wait<T>(Task<T> task) => task.GetAwaiter().GetResult();

    private static Task<Answer<T>> Get<T>(Fallback<T> fallback, Func<CancellationToken, Task<T>> call) =>
        Patience.Ends(Patience.Returns(() => fallback.GetAsync(call, Token), "GetAsync, which must not block").Unwrap());

    private static void Is<T>(Answer<T> expected, Answer<T> answer)
    {
        Expect.Equal(expected.Value, answer.Value, "The value", Section);
        Expect.Equal(expected.Source, answer.Source, "The source", Section);
        Expect.True(ReferenceEquals(expected.Error, answer.Error), $"The answer should carry {expected.Error?.Message ?? "no error"}, not {answer.Error?.Message ?? "none"}.", Section);
    }
}
