using Camp.Testing;
using Xunit;

namespace Camp.Sync.Tests;

public sealed class WaitGroupTests
{
    private const string Chapter = "See README.md, 'Waiting for many'";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_group_tells_its_story()
    {
        var group = new WaitGroup();
        var story = new List<string>();
        await Tell("WaitAsync at 0", wait: true);
        await Tell("Done at 0", group.Done);
        await Tell("Add(2)", () => group.Add(2));
        await Tell("Add(-3)", () => group.Add(-3));
        await Tell("Add(0)", () => group.Add(0));
        await Tell("Done", group.Done);
        await Tell("Add(1)", () => group.Add(1));
        await Tell("Add(-2)", () => group.Add(-2), wait: true);
        await Tell("Add(1), a second round", () => group.Add(1));
        await Tell("Done", group.Done, wait: true);
        await Tell("Done once too often", group.Done, wait: true);
        await Snapshots.Match("WaitGroup", string.Join('\n', story) + "\n");

        // With wait: true the group must be at 0; otherwise the waiter is only looked at.
        async Task Tell(string step, Action? act = null, bool wait = false)
        {
            var outcome = await Patience.Returns(() => Record.Exception(act ?? (() => { })), $"WaitGroup: {step}");
            if (outcome is NotImplementedException)
                throw outcome;
            var waiter = await Waiter(group);
            if (wait)
                await Patience.Ends(waiter, $"WaitGroup.WaitAsync after {step}. {Chapter}");
            story.Add($"{step}: {outcome?.GetType().Name ?? "fine"}, {(Ended(waiter) ? "nothing to wait for" : "work under way")}");
        }
    }

    [Fact]
    public async Task The_last_done_releases_everybody()
    {
        var group = await GroupOf(3);
        Task[] waiters = [await Waiter(group), await Waiter(group), await Waiter(group), await Waiter(group)];
        await Done(group);
        await Done(group);
        Assert.False(Ended(Task.WhenAny(waiters)), $"A waiter was released while one of three was still at work. {Chapter}.");
        await Done(group);
        await Patience.Ends(Task.WhenAll(waiters), $"four WaitGroup.WaitAsync after the last Done. {Chapter}");
    }

    [Fact]
    public async Task A_count_below_zero_is_refused_and_stays()
    {
        var group = await GroupOf(2);
        var waiter = await Waiter(group);
        await Refused(() => group.Add(-3));
        Assert.False(Ended(waiter), $"A refused Add(-3) released a waiter though two are at work. {Chapter}.");
        await Done(group);
        Assert.False(Ended(waiter), $"A refused Add(-3) changed the count: after 2 added and 1 done, 1 is at work. {Chapter}.");
        await Done(group);
        await Patience.Ends(waiter, $"WaitGroup.WaitAsync after the last Done. {Chapter}");
        await Refused(group.Done);
        await Refused(() => group.Add(int.MinValue));
        await Patience.Ends(await Waiter(group), $"WaitGroup.WaitAsync at 0, after a Done too many was refused. {Chapter}");
    }

    [Fact]
    public async Task A_refused_call_leaves_the_lock_free_for_others()
    {
        var group = await GroupOf(1);
        using var refused = new ManualResetEventSlim();
        using var over = new ManualResetEventSlim();

        // The thread that was refused stays alive meanwhile: a lock that it forgot is still its own.
        var first = Patience.Start(() =>
        {
            Assert.Throws<InvalidOperationException>(() => group.Add(-2));
            refused.Set();
            over.Wait();
        });
        var second = Patience.Start(() =>
        {
            refused.Wait();
            group.Done();
            over.Set();
        });
        await Patience.Ends(Together.All(first, second), "WaitGroup.Done on one thread after a refused Add on another");
    }

    [Fact]
    public async Task A_new_round_keeps_nobody_of_the_old_one()
    {
        var group = await GroupOf(0);
        for (var round = 0; round < 15; round++)
        {
            var old = await Patience.Returns(() =>
            {
                group.Add(1);
                var waiter = group.WaitAsync(Token);
                group.Done();

                // The next work begins before the waiter had a chance to look.
                group.Add(1);
                return waiter;
            }, "WaitGroup.Add, WaitAsync, Done, Add");
            await Patience.Ends(old, $"WaitGroup.WaitAsync of a round that is over, while the next is under way. {Chapter}");
            var next = await Waiter(group);
            Assert.False(round < 3 ? Ended(next) : next.IsCompleted, $"A waiter of a new round was released by the old one. {Chapter}.");
            await Done(group);
            await Patience.Ends(next, $"WaitGroup.WaitAsync of the next round. {Chapter}");
        }
    }

    [Fact]
    public async Task Work_that_is_added_while_others_wait_is_waited_for_too()
    {
        var group = await GroupOf(1);
        var waiter = await Waiter(group);
        await Patience.Returns(() => group.Add(1));
        await Done(group);
        Assert.False(Ended(waiter), $"One of two was done, yet the waiter was released. {Chapter}.");
        await Patience.Returns(() => group.Add(-1));
        await Patience.Ends(waiter, $"WaitGroup.WaitAsync after Add(-1). {Chapter}");
    }

    [Fact]
    public async Task A_cancelled_wait_leaves_the_group_and_the_others_alone()
    {
        var group = await GroupOf(1);
        using var giveUp = new CancellationTokenSource();
        var (early, impatient, patient) = (await Waiter(group), await Waiter(group, giveUp.Token), await Waiter(group));
        await Patience.Returns(giveUp.Cancel);
        await Cancelled(impatient, "a wait that was cancelled");
        await Cancelled(await Waiter(group, giveUp.Token), "a wait with a token that was cancelled before");
        Assert.False(Ended(Task.WhenAny(early, patient)), $"Cancelling one wait ended another. {Chapter}.");
        await Done(group);
        await Patience.Ends(Task.WhenAll(early, patient), $"the other WaitGroup.WaitAsync after the last Done. {Chapter}");
        await Refused(group.Done);
    }

    [Fact]
    public async Task Done_does_not_run_the_code_of_those_who_wait()
    {
        var group = await GroupOf(1);
        using var closed = new ManualResetEventSlim();
        using var giveUp = new CancellationTokenSource();
        Task[] waiters = [await Patience.Returns(() => Blocked(default)), await Patience.Returns(() => Blocked(giveUp.Token))];
        await Patience.Returns(group.Done, $"WaitGroup.Done, while those whom it released are busy. {Chapter}");
        closed.Set();
        await Patience.Ends(Task.WhenAll(waiters), "those who waited");

        async Task Blocked(CancellationToken token)
        {
            await group.WaitAsync(token).ConfigureAwait(false);
            closed.Wait(Token);
        }
    }

    [Fact]
    public async Task No_waiter_is_lost_when_done_and_wait_meet()
    {
        var groups = await Patience.Returns(() => Enumerable.Range(0, 60).Select(_ => NewGroup(1)).ToArray(), "WaitGroup.Add");
        var last = new Task[groups.Length];
        var (at, waits, never) = (0, 0, CancellationToken.None);
        await Patience.Ends(Together.Run(2, number =>
        {
            // One thread asks group after group, again and again, while the other one ends them: often in the middle of a call.
            if (number == 0)
                for (int group; (group = Volatile.Read(ref at)) < groups.Length; Volatile.Write(ref waits, waits + 1))
                    last[group] = groups[group].WaitAsync(never);
            else
                for (; at < groups.Length; Volatile.Write(ref at, at + 1))
                {
                    var (seen, spin) = (Volatile.Read(ref waits), new SpinWait());
                    while (Volatile.Read(ref waits) - seen < 2 + at % 7)
                        spin.SpinOnce(sleep1Threshold: -1);
                    groups[at].Done();
                }
        }), "WaitGroup.WaitAsync on one thread, Done on another");
        await Patience.Ends(Task.WhenAll(last), $"WaitGroup.WaitAsync that met the last Done. {Chapter}");
    }

    [Fact]
    public async Task Additions_from_many_threads_are_all_counted()
    {
        var group = await GroupOf(1);
        var waiter = await Waiter(group);
        await Patience.Ends(Together.Race(4, _ =>
        {
            group.Add(1);
            group.Done();
            group.Add(2);
            group.Add(-2);
        }, beats: 100), "four threads call WaitGroup.Add and Done");
        Assert.False(Ended(waiter), $"One piece of work was never done, yet the waiter was released: a change of the count was lost. {Chapter}.");
        await Done(group);
        await Patience.Ends(waiter, $"WaitGroup.WaitAsync after as many Done as added; a change of the count was lost. {Chapter}");
        await Refused(group.Done);
    }

    [Fact]
    public async Task Two_groups_count_apart()
    {
        var (_, other) = (await GroupOf(1), await GroupOf(0));
        await Patience.Ends(await Waiter(other), $"WaitGroup.WaitAsync at 0, while another group is at 1. {Chapter}");
        await Refused(other.Done);
    }

    private static Task<WaitGroup> GroupOf(int count) => Patience.Returns(() => NewGroup(count), "WaitGroup.Add");

    private static WaitGroup NewGroup(int count)
    {
        var group = new WaitGroup();
        group.Add(count);
        return group;
    }

    private static Task<Task> Waiter(WaitGroup group, CancellationToken? token = null) =>
        Patience.Returns(() => group.WaitAsync(token ?? Token), $"WaitGroup.WaitAsync, which must give back a task and not block. {Chapter}");

    private static Task Done(WaitGroup group) => Patience.Returns(group.Done, "WaitGroup.Done");

    private static async Task Refused(Action act)
    {
        var outcome = await Patience.Returns(() => Record.Exception(act), "WaitGroup.Add or Done with nothing left to end");
        Assert.True(outcome is InvalidOperationException, $"Below 0 an InvalidOperationException was expected, not {outcome?.GetType().Name ?? "silence"}. {Chapter}.");
    }

    private static bool Ended(Task task) => Together.Chance(() => task.IsCompleted, turns: 10);

    private static async Task Cancelled(Task task, string what) => Assert.True(
        await Record.ExceptionAsync(() => Patience.Ends(task, what)) is OperationCanceledException, $"Expected an OperationCanceledException from {what}. {Chapter}.");
}
