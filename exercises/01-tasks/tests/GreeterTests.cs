using Camp.Testing;
using Xunit;

namespace Camp.Tasks.Tests;

public sealed class GreeterTests
{
    private const string Section = "Start and await";
    private const string Blocking = "Never block a thread of the pool";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_greeter_tells_its_story()
    {
        var story = new List<string>();
        await Tell("Ann", async () => await Task.Yield());
        await Tell("Bob", () => Task.CompletedTask);
        await Tell("Cleo", () => throw new IOException());
        await Tell("Dan", async () =>
        {
            await Task.Yield();
            throw new TimeoutException();
        });
        await Tell("Eve", () => Task.FromCanceled(new CancellationToken(canceled: true)));
        await Snapshots.Match("Greeter", string.Join('\n', story) + "\n");

        async Task Tell(string name, Func<Task> speak)
        {
            var said = new List<string>();
            var ending = await Call.Ending(() => Greeter.GreetAsync(name, (text, _) =>
            {
                said.Add(text);
                return speak();
            }, Token));
            story.Add($"{name}: said '{string.Join("', '", said)}', {ending}");
        }
    }

    [Fact]
    public async Task The_task_ends_when_the_greeting_has_ended()
    {
        using var gate = new Gate();
        var said = false;
        var call = await Start(async (_, _) =>
        {
            await gate.Pass();
            Volatile.Write(ref said, true);
        });
        await Call.Until(gate.Arrived, call, "the greeting");
        // Longer than those sleep who hope; a right answer's verdict does not depend on how long.
        var patience = Environment.TickCount64 + 300;
        do
            Call.MustWait(call, "GreetAsync while the greeting is under way", Section);
        while (Environment.TickCount64 < patience);
        gate.Open();
        await Call.Ends(call, "GreetAsync after the greeting", Section);
        Expect.True(Volatile.Read(ref said), "GreetAsync ended before the greeting did.", Section);
    }

    [Fact]
    public async Task A_failure_reaches_the_caller_as_it_was_thrown()
    {
        using var gate = new Gate();
        Exception[] thrown = [new TimeoutException("late"), new IOException("at once"), new OperationCanceledException("own will")];
        var late = await Start(async (_, _) =>
        {
            await gate.Pass();
            throw thrown[0];
        });
        Call.MustWait(late, "GreetAsync while the greeting is under way", Section);
        gate.Open();
        Expect.Same(thrown[0], await Call.Fails<TimeoutException>(() => late, "A greeting that fails late", Section), Section);
        Expect.Same(thrown[1], await Fails<IOException>(() => throw thrown[1]), Section);
        Expect.Same(thrown[2], await Fails<OperationCanceledException>(async () =>
        {
            await Task.Yield();
            throw thrown[2];
        }), Section);

        Task<TError> Fails<TError>(Func<Task> speak)
            where TError : Exception =>
            Call.Fails<TError>(() => Greeter.GreetAsync("Ann", (_, _) => speak(), Token), "A greeting that fails", Section);
    }

    [Fact]
    public async Task The_call_comes_back_although_the_greeting_blocks()
    {
        using var leave = new ManualResetEventSlim();
        var call = await Start((_, _) =>
        {
            leave.Wait();
            return Task.CompletedTask;
        });
        Call.MustWait(call, "GreetAsync while the greeting blocks", Section);
        leave.Set();
        await Call.Ends(call, "GreetAsync", Section);
    }

    [Fact]
    public async Task A_token_that_was_cancelled_before_leaves_nothing_said()
    {
        var said = 0;
        await Call.Fails<OperationCanceledException>(
            () => Greeter.GreetAsync("Ann", (_, _) => Task.FromResult(Interlocked.Increment(ref said)), new(canceled: true)),
            "GreetAsync with a cancelled token", Section);
        Together.Chance(() => Volatile.Read(ref said) > 0);
        Expect.Equal(0, said, "Greetings after a cancelled token", Section);
    }

    [Fact]
    public async Task A_greeting_is_told_of_the_cancellation_and_waited_for()
    {
        using var gate = new Gate();
        using var cancel = new CancellationTokenSource();
        var seen = CancellationToken.None;
        var call = await Call.Start(() => Greeter.GreetAsync("Ann", async (_, token) =>
        {
            seen = token;
            await gate.Pass();
        }, cancel.Token), "GreetAsync", Section);
        await Call.Until(gate.Arrived, call, "the greeting");
        cancel.Cancel();
        Expect.True(seen.IsCancellationRequested, "The token was cancelled, but the greeting's token is not.", Section);
        Call.MustWait(call, "GreetAsync was cancelled while the greeting was still under way", Section);
        gate.Open();
        await Call.Ends(call, "A greeting that ends well although it was cancelled", Section);
    }

    [Fact]
    public Task Many_greetings_wait_on_few_threads() => ScarcePool.HoldsACrowd(
        arrive => Task.WhenAll(Enumerable.Range(0, ScarcePool.Crowd).Select(_ => Greeter.GreetAsync("Ann", (_, _) => arrive(), Token))),
        "GreetAsync", Blocking);

    private static Task<Task> Start(Func<string, CancellationToken, Task> say) =>
        Call.Start(() => Greeter.GreetAsync("Ann", say, Token), "GreetAsync", Section);
}
