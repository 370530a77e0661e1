using Camp.Testing;
using Xunit;

namespace Camp.Context.Tests;

public sealed class DeadlineTests
{
    private const string Section = "A deadline";

    private readonly WatchedClock _clock = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_deadline_tells_its_story()
    {
        var story = new List<string>();
        await Tell("in time", async token => await After(TimeSpan.FromSeconds(1), token));
        await Tell("too late, and listens", async token => await After(TimeSpan.FromSeconds(2), token));
        await Tell("too late, and does not listen", async _ => await After(TimeSpan.FromSeconds(5), CancellationToken.None));
        await Tell("too late, and fails otherwise", _ =>
        {
            _clock.Advance(TimeSpan.FromSeconds(5));
            throw new IOException();
        });
        await Tell("gives up by itself in time", _ => throw new OperationCanceledException());
        await Tell("fails at once", _ => throw new IOException());
        await Tell("no limit at all", _ => Task.FromResult("done"), TimeSpan.Zero);
        await Snapshots.Match("Deadline", string.Join('\n', story) + "\n");

        async Task<string> After(TimeSpan time, CancellationToken token)
        {
            _clock.Advance(time);
            await Task.Yield();
            token.ThrowIfCancellationRequested();
            return "done";
        }

        async Task Tell(string name, Func<CancellationToken, Task<string>> operation, TimeSpan? limit = null)
        {
            var result = "nothing";
            var ending = await Call.Ending(async () => result = await new Deadline(_clock, limit).RunAsync(operation, Token));
            story.Add($"{name}: {result}, {ending}, timers left: {_clock.Left}");
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData(600)]
    public async Task The_token_is_cancelled_when_the_limit_has_passed_and_not_before(int? seconds)
    {
        var limit = TimeSpan.FromSeconds(seconds ?? 2);
        var (call, seen, end) = await Start(new Deadline(_clock, seconds is null ? null : limit), Token);
        _clock.Advance(limit - TimeSpan.FromMilliseconds(1));
        Expect.True(!seen.IsCancellationRequested, $"The token was cancelled a millisecond before the limit of {limit}.", Section);
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        await Cancelled(seen, call, $"the cancellation of the operation's token after {limit}");
        Call.MustWait(call, "RunAsync, while the operation is under way", Section);
        end.Open();
        var error = await Call.Fails<TimeoutException>(() => call, "An operation that stopped at its deadline", Section);
        Expect.True(error.InnerException is OperationCanceledException, "The TimeoutException should hold the operation's exception.", Section);
        Expect.Equal(0, _clock.Left, "Timers left on the clock", Section);
    }

    [Fact]
    public async Task The_callers_cancellation_reaches_the_operation_and_is_no_timeout()
    {
        using var cancel = new CancellationTokenSource();
        var (call, seen, end) = await Start(new Deadline(_clock), cancel.Token);
        cancel.Cancel();
        await Cancelled(seen, call, "the cancellation of the operation's token by the caller");
        Call.MustWait(call, "RunAsync, while the operation is under way", Section);
        _clock.Advance(TimeSpan.FromSeconds(3));
        end.Open();
        await Call.Fails<OperationCanceledException>(() => call, "RunAsync that its caller cancelled", Section);
        Expect.Equal(0, _clock.Left, "Timers left on the clock", Section);
    }

    [Fact]
    public async Task Exceptions_and_late_results_go_on_as_they_are()
    {
        var deadline = new Deadline(_clock);
        Exception[] errors = [new IOException(), new OperationCanceledException("its own will"), new TimeoutException("its own")];
        foreach (var error in errors)
            Expect.Same(error, await Call.Fails<Exception>(() => deadline.RunAsync<int>(async _ =>
            {
                await Task.Yield();
                throw error;
            }, Token), "An operation that fails in time", Section), Section);
        Expect.Equal(0, _clock.Left, "Timers left on the clock", Section);
        Expect.Same(errors[0], await Call.Fails<Exception>(() => deadline.RunAsync<int>(_ =>
        {
            _clock.Advance(TimeSpan.FromSeconds(9));
            throw errors[0];
        }, Token), "An operation that fails late", Section), Section);
        var late = await Call.Start(() => deadline.RunAsync(_ =>
        {
            _clock.Advance(TimeSpan.FromSeconds(9));
            return Task.FromResult(7);
        }, Token), "RunAsync", Section);
        await Call.Ends(late, "An operation that ends well, but late", Section);
        Expect.Equal(7, await late, "The late result", Section);
        Expect.Equal(0, _clock.Left, "Timers left on the clock", Section);
    }

    [Fact]
    public async Task Each_call_has_a_limit_of_its_own()
    {
        var deadline = new Deadline(_clock);
        var (first, firstToken, firstEnd) = await Start(deadline, Token);
        _clock.Advance(TimeSpan.FromSeconds(1));
        var (second, secondToken, secondEnd) = await Start(deadline, Token);
        _clock.Advance(TimeSpan.FromSeconds(1));
        await Cancelled(firstToken, first, "the cancellation of the first operation's token");
        Expect.True(!secondToken.IsCancellationRequested, "The limit of one call ended another, which began a second later.", Section);
        firstEnd.Open();
        await Call.Fails<TimeoutException>(() => first, "The first call", Section);
        Expect.Equal(1, _clock.Left, "Timers left while one call is under way", Section);
        secondEnd.Open();
        await Call.Ends(second, "The second call", Section);
        Expect.Equal(0, _clock.Left, "Timers left", Section);
    }

    [Fact]
    public async Task A_token_that_was_cancelled_before_starts_nothing()
    {
        var started = 0;
        await Call.Fails<OperationCanceledException>(
            () => new Deadline(_clock).RunAsync(_ => Task.FromResult(++started), new(canceled: true)), "RunAsync with a cancelled token", Section);
        Expect.Equal(0, started, "Operations started", Section);
        Expect.Equal(0, _clock.Left, "Timers left", Section);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void A_limit_of_zero_or_less_is_refused(int milliseconds) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Deadline(_clock, TimeSpan.FromMilliseconds(milliseconds)));

    private static async Task<(Task Call, CancellationToken Seen, Gate End)> Start(Deadline deadline, CancellationToken caller)
    {
        var (end, seen) = (new Gate(), CancellationToken.None);
        var call = await Call.Start(() => deadline.RunAsync(async token =>
        {
            seen = token;
            await end.Pass();
            token.ThrowIfCancellationRequested();
            return 1;
        }, caller), "RunAsync", Section);
        await Call.Until(end.Arrived, call, "the operation");
        return (call, seen, end);
    }

    private static Task Cancelled(CancellationToken token, Task call, string what)
    {
        var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        token.Register(cancelled.SetResult);
        return Call.Until(cancelled.Task, call, $"{what}. See README.md, '{Section}'");
    }
}
