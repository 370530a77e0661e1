using System.Runtime.CompilerServices;
using Camp.Testing;
using Xunit;

namespace Camp.Sync.Tests;

public sealed partial class BroadcastTests
{
    private const string Swap = "See README.md, \"Wake everyone\".";
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task A_broadcast_tells_its_story()
    {
        var broadcast = new Broadcast<string>();
        using var stop = new CancellationTokenSource();
        var story = new List<string> { $"publish a: {await Published(broadcast, "a")} woken" };
        var first = await Joined(broadcast, None);
        var second = await Joined(broadcast, stop.Token);
        story.Add($"two wait: {State(first)}, {State(second)}");
        story.Add($"publish b: {await Published(broadcast, "b")} woken, {await Told(first)}, {await Told(second)}");
        var third = await Joined(broadcast, None);
        var fourth = await Joined(broadcast, stop.Token);
        story.Add($"two more wait: {State(third)}, {State(fourth)}");
        await Patience.Ends(stop.CancelAsync());
        story.Add($"the second of them is cancelled: {State(third)}, {await Told(fourth)}");
        story.Add($"publish c: {await Published(broadcast, "c")} woken, {await Told(third)}");
        story.Add($"publish d: {await Published(broadcast, "d")} woken");
        story.Add($"cancelled before it waits: {await Told(Refused(broadcast, stop.Token))}");
        story.Add($"publish e: {await Published(broadcast, "e")} woken");
        await Snapshots.Match("Broadcast", string.Join('\n', story) + "\n");

        static string State(Task task) => task.IsCompleted ? "ended" : "waits";
    }

    [Fact]
    public async Task One_value_wakes_all_who_wait()
    {
        var broadcast = new Broadcast<int>();
        var waiters = await Patience.Returns(() => Many(100, broadcast, None));
        Assert.All(waiters, waiter => Assert.False(waiter.IsCompleted, "NextAsync ended before anything was published."));
        Assert.Equal(100, await Patience.Returns(() => broadcast.Publish(7)));
        var values = await Patience.Ends(Task.WhenAll(waiters), $"100 waiters, after a Publish: it has to wake all of them. {Swap}");
        Assert.All(values, value => Assert.Equal(7, value));
    }

    [Fact]
    public async Task Who_comes_after_a_value_waits_for_the_next()
    {
        var broadcast = new Broadcast<int>();
        Assert.Equal(0, await Published(broadcast, 1));
        for (var value = 2; value <= 5; value++)
        {
            var waiter = await Joined(broadcast, None);
            Assert.False(waiter.IsCompleted, $"NextAsync ended with an old value: nothing was published since the call. {Swap}");
            Assert.Equal(1, await Published(broadcast, value));
            Assert.Equal(value, await Patience.Ends(waiter, "a waiter, after a Publish"));
            Assert.Equal(0, await Published(broadcast, -value));
        }
    }

    [Fact]
    public async Task The_value_may_be_null()
    {
        var broadcast = new Broadcast<string?>();
        var waiter = await Joined(broadcast, None);
        Assert.Equal(1, await Published(broadcast, null));
        Assert.Null(await Patience.Ends(waiter, "a waiter, after Publish(null)"));
    }

    [Fact]
    public async Task A_waiter_may_call_back_and_even_block()
    {
        var broadcast = new Broadcast<int>();
        using var returned = new ManualResetEventSlim();
        var waiter = Waits();
        Assert.Equal(1, await Patience.Returns(() => broadcast.Publish(1), $"Publish, while a waiter blocks: its code ran inside Publish. {Swap}"));
        returned.Set();
        Assert.Equal((1, 2, 1), await Patience.Ends(waiter, "a waiter that calls NextAsync and Publish when it is woken"));

        async Task<(int First, int Second, int Woken)> Waits()
        {
            var first = await (await Joined(broadcast, None)).ConfigureAwait(false);
            returned.Wait();
            var next = broadcast.NextAsync(None);
            var woken = await Patience.Returns(() => broadcast.Publish(2));
            return (first, await next, woken);
        }
    }

    [Fact]
    public async Task A_continuation_that_asks_to_run_at_once_still_runs_outside_Publish()
    {
        var broadcast = new Broadcast<int>();
        using var returned = new ManualResetEventSlim();
        var waiter = (await Joined(broadcast, None)).ContinueWith(
            task =>
            {
                returned.Wait();
                return task.Result;
            },
            None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        await Patience.Returns(() => broadcast.Publish(5), $"Publish, while a waiter blocks: its code ran inside Publish. {Swap}");
        returned.Set();
        Assert.Equal(5, await Patience.Ends(waiter));
    }

    [Fact]
    public async Task A_cancelled_waiter_that_blocks_holds_nobody_up()
    {
        var broadcast = new Broadcast<int>();
        using var stop = new CancellationTokenSource();
        using var goOn = new ManualResetEventSlim();
        using var woken = new ManualResetEventSlim();
        var cancelled = (await Joined(broadcast, stop.Token)).ContinueWith(
            _ =>
            {
                woken.Set();
                goOn.Wait();
            },
            None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        var cancel = Patience.Start(stop.Cancel);
        await Patience.Returns(woken.Wait, "a waiter, after its token was cancelled");
        var other = await Patience.Returns(() => broadcast.NextAsync(None), "NextAsync, while a cancelled waiter's code runs: it ran under the lock");
        Assert.Equal(1, await Patience.Returns(() => broadcast.Publish(3), "Publish, while a cancelled waiter's code runs: it ran under the lock"));
        Assert.Equal(3, await Patience.Ends(other));
        goOn.Set();
        await Patience.Ends(Task.WhenAll(cancel, cancelled));
    }

    [Fact]
    public async Task Cancellation_takes_one_waiter_away_and_leaves_the_others()
    {
        var broadcast = new Broadcast<int>();
        using var stop = new CancellationTokenSource();
        using var never = new CancellationTokenSource();
        var (before, leaves, after) = (await Joined(broadcast, never.Token), await Joined(broadcast, stop.Token), await Joined(broadcast, None));
        await Patience.Ends(stop.CancelAsync());
        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Patience.Ends(leaves, "a waiter, after its token was cancelled"));
        Assert.True(error.CancellationToken == stop.Token, "The OperationCanceledException does not carry the token that was cancelled.");
        Assert.False(before.IsCompleted || after.IsCompleted, "Cancelling one waiter ended another one.");
        var woken = await Published(broadcast, 4);
        Assert.True(woken == 2, $"Two waiters were left and one was cancelled; Publish counted {woken}.");
        var values = await Patience.Ends(Task.WhenAll(before, after), "the two waiters that were not cancelled");
        Assert.Equal([4, 4], values);
    }

    [Fact]
    public async Task A_cancelled_token_is_refused_at_once()
    {
        var broadcast = new Broadcast<int>();
        Assert.Equal(0, await Published(broadcast, 0));
        var cancelled = new CancellationToken(true);
        var waiter = Refused(broadcast, cancelled);
        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Patience.Ends(waiter, "NextAsync with a cancelled token"));
        Assert.Equal(cancelled, error.CancellationToken);
        Assert.Equal(0, await Published(broadcast, 1));
    }

    [Fact]
    public async Task Cancelling_after_the_value_changes_nothing()
    {
        var broadcast = new Broadcast<int>();
        using var stop = new CancellationTokenSource();
        var served = await Joined(broadcast, stop.Token);
        Assert.Equal(1, await Published(broadcast, 1));
        Assert.Equal(1, await Patience.Ends(served, "a waiter, after a Publish"));
        var waits = await Joined(broadcast, None);
        await Patience.Ends(stop.CancelAsync());
        Assert.Equal(1, await Published(broadcast, 2));
        Assert.Equal(2, await Patience.Ends(waits));
    }

    [Fact]
    public async Task A_served_waiter_leaves_nothing_behind_on_its_token()
    {
        var broadcast = new Broadcast<object>();
        using var longLived = new CancellationTokenSource();
        var value = await Patience.Returns(() => ServedAndForgotten(broadcast, longLived.Token));
        Assert.True(await IsCollected(value), "A served waiter is still kept in memory by its token: take the callback off the token again.");
    }

    [Fact]
    public async Task A_cancelled_waiter_leaves_nothing_behind_in_the_broadcast()
    {
        var broadcast = new Broadcast<int>();
        await Patience.Returns(() => CancelledAndForgotten(broadcast, 1));
        var before = Heap.InUse();
        await Patience.Returns(() => CancelledAndForgotten(broadcast, 10));
        var kept = (Heap.InUse() - before) / 10_000;

        // A task and what belongs to it take a hundred bytes and more; an emptied collection keeps a few.
        Assert.True(kept < 24, $"A broadcast keeps {kept} bytes for each of 10,000 waiters that were cancelled: take them out of those who wait.");
        Assert.Equal(0, await Published(broadcast, 1));
    }

    [Fact]
    public async Task Two_broadcasts_know_nothing_of_each_other()
    {
        var (one, other) = (new Broadcast<int>(), new Broadcast<int>());
        var (ofOne, ofOther) = (await Joined(one, None), await Joined(other, None));
        Assert.Equal(1, await Published(one, 1));
        Assert.Equal(1, await Patience.Ends(ofOne));
        Assert.False(ofOther.IsCompleted, "A value published on one broadcast woke a waiter of another.");
        Assert.Equal(1, await Published(other, 2));
        Assert.Equal(2, await Patience.Ends(ofOther));
    }

    private static Task<int> Published<T>(Broadcast<T> broadcast, T value) =>
        Patience.Returns(() => broadcast.Publish(value), $"Publish({value})");

    private static Task<Task<T>> Joined<T>(Broadcast<T> broadcast, CancellationToken token) =>
        Patience.Returns(() => broadcast.NextAsync(token), "NextAsync has to return its task at once");

    private static Task<T>[] Many<T>(int count, Broadcast<T> broadcast, CancellationToken token) =>
        [.. Enumerable.Range(0, count).Select(_ => broadcast.NextAsync(token))];

    // Whether the exception is thrown at once or comes by the task is all the same.
    private static async Task<T> Refused<T>(Broadcast<T> broadcast, CancellationToken token) => await await Joined(broadcast, token);

    private static async Task<string> Told<T>(Task<T> waiter)
    {
        try
        {
            return $"got {await Patience.Ends(waiter, "a waiter that was woken or cancelled")}";
        }
        catch (OperationCanceledException)
        {
            return "cancelled";
        }
    }

    // Apart, so that no local variable of the test keeps the objects alive.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference ServedAndForgotten(Broadcast<object> broadcast, CancellationToken token)
    {
        var value = new object();
        var waiter = broadcast.NextAsync(token);
        Assert.Equal(1, broadcast.Publish(value));
        Assert.True(SpinWait.SpinUntil(() => waiter.IsCompleted, Patience.Limit), "A waiter never got its value.");
        return new WeakReference(value);
    }

    private static void CancelledAndForgotten(Broadcast<int> broadcast, int thousands)
    {
        for (var thousand = 0; thousand < thousands; thousand++)
        {
            using var stop = new CancellationTokenSource();
            var waiters = Many(1_000, broadcast, stop.Token);
            stop.Cancel();
            Assert.True(SpinWait.SpinUntil(() => waiters.All(waiter => waiter.IsCompleted), Patience.Limit), "A cancelled waiter never ended.");
        }
    }

    private static Task<bool> IsCollected(WeakReference reference) => Patience.Returns(() =>
    {
        // A pool thread may hold the last reference for a moment longer.
        for (var attempt = 0; attempt < 100 && reference.IsAlive; attempt++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            Thread.Yield();
        }

        return !reference.IsAlive;
    });
}
