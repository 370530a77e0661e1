using System.Collections.Concurrent;
using Camp.Testing;
using Xunit;

namespace Camp.Tasks.Tests;

public sealed class ManyTasksTests
{
    private const string Section = "A wait is not a thread";
    private const string Blocking = "Never block a thread of the pool";
    private const int Many = 100_000;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Many_tasks_tell_their_story()
    {
        var story = new List<string>();
        await Tell("ten", 10, async number => await Task.Yield());
        await Tell("none", 0, _ => Task.CompletedTask);
        await Tell("every third fails", 9, async number =>
        {
            await Task.Yield();
            if (number % 3 == 0)
                throw new IOException();
        });
        await Tell("every other fails at once", 8, number => number % 2 == 0 ? Task.CompletedTask : throw new IOException());
        await Tell("all are cancelled", 4, _ => Task.FromCanceled(new CancellationToken(canceled: true)));
        await Tell("fewer than none", -1, _ => Task.CompletedTask);
        await Snapshots.Match("ManyTasks", string.Join('\n', story) + "\n");

        async Task Tell(string name, int count, Func<int, Task> wait)
        {
            var (numbers, succeeded) = (new ConcurrentQueue<int>(), "none");
            var ending = await Call.Ending(async () => succeeded = $"{await ManyTasks.RunAsync(count, (number, _) =>
            {
                numbers.Enqueue(number);
                return wait(number);
            }, Token)}");
            story.Add($"{name}: waits [{string.Join(", ", numbers.Order())}], succeeded {succeeded}, {ending}");
        }
    }

    [Fact]
    public async Task A_hundred_thousand_wait_at_once_on_few_threads_and_in_little_memory()
    {
        using var gate = new Gate(Many);
        var threads = new ConcurrentDictionary<int, bool>();
        var before = Heap.InUse();
        var call = await Call.Start(() => ManyTasks.RunAsync(Many, Wait, Token), "RunAsync", Section);
        await Call.Until(gate.Arrived, call, $"{Many} waits at once. See README.md, '{Section}'");
        var each = (Heap.InUse() - before) / Many;
        Expect.True(threads.Count < 1_000, $"The waits were called on {threads.Count} threads.", Section);
        Expect.True(each < 2_048, $"A wait costs {each} bytes.", Section);
        Call.MustWait(call, "RunAsync, while all waits are under way", Section);
        gate.Open();
        await Call.Ends(call, "RunAsync after all waits", Section);
        Expect.Equal(Many, await call, "Waits that succeeded", Section);

        Task Wait(int number, CancellationToken token)
        {
            // Ends an answer with a thread for each wait before it ends the machine.
            threads.TryAdd(Environment.CurrentManagedThreadId, true);
            return threads.Count < 1_000 ? gate.Pass() : throw new InvalidOperationException("A thread for each wait.");
        }
    }

    [Fact]
    public async Task Every_success_is_counted_once()
    {
        var called = new int[Many];
        var call = await Call.Start(() => ManyTasks.RunAsync(Many, async (number, _) =>
        {
            Interlocked.Increment(ref called[number]);
            await Task.Yield();
            if (number % 10 == 0)
                throw s_failure;
        }, Token), "RunAsync", Section);
        await Call.Ends(call, "RunAsync", Section);
        Expect.Equal(Many, called.Count(times => times == 1), "Waits that were called once", Section);
        Expect.Equal(Many / 10 * 9, await call, "Waits that succeeded", Section);
    }

    [Fact]
    public async Task The_call_ends_with_the_last_wait()
    {
        using var gate = new Gate();
        var call = await Call.Start(
            () => ManyTasks.RunAsync(5, (number, _) => number == 0 ? gate.Pass() : throw new IOException(), Token), "RunAsync", Section);
        await Call.Until(gate.Arrived, call, "the first wait");
        Call.MustWait(call, "RunAsync, while one wait is under way and four have failed", Section);
        gate.Open();
        await Call.Ends(call, "RunAsync", Section);
        Expect.Equal(1, await call, "Waits that succeeded", Section);
    }

    [Fact]
    public async Task A_cancelled_call_ends_when_every_wait_has_ended()
    {
        using var cancel = new CancellationTokenSource();
        using var obedient = new Gate(999);
        using var deaf = new Gate();
        var call = await Call.Start(
            () => ManyTasks.RunAsync(1_000, (number, token) => number == 7 ? deaf.Pass() : obedient.Pass().WaitAsync(token), cancel.Token), "RunAsync", Section);
        await Call.Until(Task.WhenAll(obedient.Arrived, deaf.Arrived), call, $"1,000 waits. See README.md, '{Section}'");
        cancel.Cancel();
        Call.MustWait(call, "RunAsync was cancelled, while one wait is still under way", Section);
        deaf.Open();
        await Call.Fails<OperationCanceledException>(() => call, "A cancelled RunAsync", Section);
    }

    [Fact]
    public async Task A_token_that_was_cancelled_before_starts_nothing()
    {
        var started = 0;
        await Call.Fails<OperationCanceledException>(
            () => ManyTasks.RunAsync(3, (_, _) => Task.FromResult(Interlocked.Increment(ref started)), new(canceled: true)), "RunAsync with a cancelled token", Section);
        Expect.Equal(0, started, "Waits started", Section);
    }

    [Fact]
    public Task Many_waits_hold_no_thread() => ScarcePool.HoldsACrowd(
        arrive => ManyTasks.RunAsync(ScarcePool.Crowd, (_, _) => arrive(), Token), "ManyTasks.RunAsync", Blocking);

    private static readonly IOException s_failure = new("one of many");
}
