using Camp.Testing;
using Xunit;

namespace Camp.Tasks.Tests;

public sealed class FirstAnswerTests
{
    private const string Section = "The first answer";
    private const string Blocking = "Never block a thread of the pool";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_first_answer_tells_its_story()
    {
        var story = new List<string>();
        await Tell("one source", () => Task.FromResult<string?>("yes"));
        await Tell("a failure, then an answer", () => throw new IOException(), async () =>
        {
            await Task.Yield();
            return "late";
        });
        await Tell("null is an answer", () => throw new IOException(), () => Task.FromResult<string?>(null));
        await Tell("all fail", () => throw new IOException(), () => Task.FromException<string?>(new TimeoutException()), () => Task.FromCanceled<string?>(new(canceled: true)));
        await Tell("the only one fails", () => throw new FormatException());
        await Tell("nobody to ask");
        await Snapshots.Match("FirstAnswer", string.Join('\n', story) + "\n");

        async Task Tell(string name, params Func<Task<string?>>[] sources)
        {
            string? answer = "none";
            var ending = await Call.Ending(async () =>
                answer = await FirstAnswer.AskAsync<string?>([.. sources.Select(source => new Func<CancellationToken, Task<string?>>(_ => source()))], Token));
            story.Add($"{name}: answer {answer ?? "null"}, {(ending.StartsWith("Argument", StringComparison.Ordinal) ? "ArgumentException" : ending)}");
        }
    }

    [Fact]
    public async Task All_sources_are_asked_at_once_and_the_first_success_wins()
    {
        using var all = new Gate(5);
        var ends = Enumerable.Range(0, 5).Select(_ => new Gate()).ToArray();
        var call = await Ask(Token, [.. Enumerable.Range(0, 5).Select(number => new Func<CancellationToken, Task<int>>(async token =>
        {
            _ = all.Pass();
            await ends[number].Pass();
            return number;
        }))]);
        await Call.Until(all.Arrived, call, $"five sources at once. See README.md, '{Section}'");
        Call.MustWait(call, "AskAsync before there is an answer", Section);
        ends[3].Open();
        await Call.Ends(call, "AskAsync after the first answer, while four sources are under way", Section);
        Expect.Equal(3, await call, "The answer", Section);
        foreach (var end in ends)
            end.Open();
    }

    [Fact]
    public async Task The_losers_are_cancelled_and_not_waited_for()
    {
        using var stays = new Gate();
        using var wins = new Gate();
        var seen = CancellationToken.None;
        var call = await Ask(Token, async token =>
        {
            seen = token;
            await stays.Pass();
            return 1;
        }, async _ =>
        {
            await wins.Pass();
            return 2;
        });
        await Call.Until(Task.WhenAll(stays.Arrived, wins.Arrived), call, "two sources");
        Expect.True(!seen.IsCancellationRequested, "A source was cancelled before there was an answer.", Section);
        wins.Open();
        await Call.Ends(call, "AskAsync, while a loser ignores its token", Section);
        Expect.True(seen.IsCancellationRequested, "AskAsync has ended, but the token of a source that lost is not cancelled.", Section);
        Expect.Equal(2, await call, "The answer", Section);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_failure_ends_nothing_while_others_may_answer(bool cancelled)
    {
        using var failing = new Gate();
        using var patient = new Gate();
        var seen = CancellationToken.None;
        var call = await Ask(Token, async _ =>
        {
            await failing.Pass();
            throw cancelled ? new TaskCanceledException("its own timeout") : new IOException();
        }, async token =>
        {
            seen = token;
            await patient.Pass();
            return 7;
        });
        failing.Open();
        await Call.Until(patient.Arrived, call, "the second source");
        Call.MustWait(call, "One source failed, the other is under way", Section);
        Expect.True(!seen.IsCancellationRequested, "The failure of one source cancelled the other.", Section);
        patient.Open();
        await Call.Ends(call, "AskAsync", Section);
        Expect.Equal(7, await call, "The answer", Section);
    }

    [Fact]
    public async Task When_all_fail_the_caller_gets_every_failure_in_the_order_of_the_sources()
    {
        using var last = new Gate();
        Exception[] errors = [new IOException("late"), new TimeoutException("at once"), new TaskCanceledException("own timeout"), new FormatException("soon")];
        var call = await Ask(Token, async _ =>
        {
            await last.Pass();
            throw errors[0];
        }, _ => throw errors[1], async _ =>
        {
            await Task.Yield();
            throw errors[2];
        }, async _ =>
        {
            await Task.Yield();
            throw errors[3];
        });
        await Call.Until(last.Arrived, call, "the first source");
        Call.MustWait(call, "Three sources failed, one is under way", Section);
        last.Open();
        var all = await Call.Fails<AggregateException>(() => call, "AskAsync of four sources that fail", Section);
        Expect.Sequence(errors.Select(Kind), all.InnerExceptions.Select(Kind), "The failures", Section);
        foreach (var index in new[] { 0, 1, 3 })
            Expect.Same(errors[index], all.InnerExceptions[index], Section);

        static string Kind(Exception error) => error is OperationCanceledException ? "cancelled" : error.GetType().Name;
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_caller_gives_up(bool obedient)
    {
        using var cancel = new CancellationTokenSource();
        using var stays = new Gate(2);
        var seen = CancellationToken.None;
        var call = await Ask(cancel.Token, Source, Source);
        await Call.Until(stays.Arrived, call, "two sources");
        cancel.Cancel();
        await Call.Fails<OperationCanceledException>(() => call, "AskAsync that was cancelled by its caller", Section);
        Expect.True(seen.IsCancellationRequested, "AskAsync has ended, but a source's token is not cancelled.", Section);

        async Task<int> Source(CancellationToken token)
        {
            seen = token;
            await (obedient ? stays.Pass().WaitAsync(token) : stays.Pass());
            return 1;
        }
    }

    [Fact]
    public async Task A_token_that_was_cancelled_before_asks_nobody()
    {
        var asked = 0;
        await Call.Fails<OperationCanceledException>(
            () => FirstAnswer.AskAsync([_ => Task.FromResult(Interlocked.Increment(ref asked))], new(canceled: true)), "AskAsync with a cancelled token", Section);
        Together.Chance(() => Volatile.Read(ref asked) > 0);
        Expect.Equal(0, asked, "Sources asked", Section);
    }

    [Fact]
    public async Task No_sources_are_refused() =>
        await Call.Fails<ArgumentException>(() => FirstAnswer.AskAsync<int>([], Token), "AskAsync without sources", Section);

    [Fact]
    public async Task A_source_that_blocks_holds_up_nobody()
    {
        using var leave = new ManualResetEventSlim();
        var call = await Ask(Token, _ =>
        {
            leave.Wait();
            return Task.FromResult(1);
        }, _ => Task.FromResult(2));
        await Call.Ends(call, "AskAsync, while one source blocks its thread", Section);
        Expect.Equal(2, await call, "The answer", Section);
        leave.Set();
    }

    [Fact]
    public Task Many_sources_wait_on_few_threads() => ScarcePool.HoldsACrowd(
        arrive => FirstAnswer.AskAsync([.. Enumerable.Range(0, ScarcePool.Crowd).Select(_ => new Func<CancellationToken, Task<int>>(async _ =>
        {
            await arrive();
            return 1;
        }))], Token), "FirstAnswer.AskAsync", Blocking);

    private static Task<Task<int>> Ask(CancellationToken token, params Func<CancellationToken, Task<int>>[] sources) =>
        Call.Start(() => FirstAnswer.AskAsync(sources, token), "AskAsync", Section);
}
