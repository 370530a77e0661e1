using Camp.Testing;
using Xunit;

namespace Camp.Sync.Tests;

public sealed class OnceTests
{
    private const string Chapter = "See README.md, 'Once'";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_once_tells_its_story()
    {
        var once = new Once();
        var story = new List<string>();
        await Tell("first, fails after an await", async () =>
        {
            await Task.Yield();
            throw new TimeoutException();
        });
        await Tell("second, fails before it gives back a task", () => throw new IOException());
        await Tell("third, is cancelled", () => Task.FromCanceled(new CancellationToken(canceled: true)));
        await Tell("fourth, succeeds", async () => await Task.Yield());
        await Tell("fifth, too late", () => Task.CompletedTask);
        await Snapshots.Match("Once", string.Join('\n', story) + "\n");

        async Task Tell(string name, Func<Task> work)
        {
            var ran = "not run";
            var call = await Call(once, () =>
            {
                ran = "ran";
                return work();
            });
            var error = await Failure(call);
            if (error is NotImplementedException)
                throw error;
            story.Add($"{name}: {ran}, {(error is OperationCanceledException ? "cancelled" : error?.GetType().Name ?? "fine")}");
        }
    }

    [Fact]
    public async Task A_stampede_runs_the_work_once_and_waits_for_its_end()
    {
        for (var round = 0; round < 10; round++)
        {
            var once = new Once();
            var (runs, finished) = (0, false);
            await Patience.Ends(Together.Run(4, _ =>
            {
                once.RunAsync(Work, Token).GetAwaiter().GetResult();
                Assert.True(Volatile.Read(ref finished), $"RunAsync ended before the work had. {Chapter}.");
            }), $"four threads call Once.RunAsync. {Chapter}");
            Assert.True(runs == 1, $"Four callers at once ran the work {runs} times instead of once. {Chapter}.");

            async Task Work()
            {
                Interlocked.Increment(ref runs);
                await Task.Yield();
                Volatile.Write(ref finished, true);
            }
        }
    }

    [Fact]
    public async Task Callers_wait_for_the_run_in_progress()
    {
        var (once, work) = (new Once(), new Gated());
        Task[] calls = [await Call(once, work.Run), await Call(once, work.Run), await Call(once, work.Run)];
        await work.Started(calls[0]);
        Assert.False(Ended(Task.WhenAny(calls)), $"RunAsync ended while the work was running. {Chapter}.");
        work.End.SetResult();
        await Patience.Ends(Task.WhenAll(calls), $"three Once.RunAsync after the work has ended. {Chapter}");
        await Patience.Ends(await Call(once, work.Run), $"Once.RunAsync when all is done. {Chapter}");
        work.Ran(1, "three calls during the run and one after it");
    }

    [Fact]
    public async Task All_who_waited_get_the_failure_and_the_next_call_runs_again()
    {
        var (once, work) = (new Once(), new Gated());
        Task[] calls = [await Call(once, work.Run), await Call(once, work.Run), await Call(once, work.Run)];
        await work.Started(calls[0]);
        Assert.False(Ended(Task.WhenAny(calls)), $"RunAsync ended while the work was running. {Chapter}.");
        var error = new TimeoutException("the database is away");
        work.End.SetException(error);
        foreach (var call in calls)
            Assert.Same(error, await Failure(call));
        work.Ran(1, "three calls waited for a run that failed");

        await Patience.Ends(await Call(once, work.Again), $"Once.RunAsync after a run that failed. {Chapter}");
        work.Ran(2, "one call came after a run that failed");
    }

    [Fact]
    public async Task A_crowd_that_tries_again_never_runs_two_at_once()
    {
        for (var round = 0; round < 20; round++)
        {
            var once = new Once();
            var (runs, inside, most) = (0, 0, 0);
            await Patience.Ends(Together.Run(4, _ =>
            {
                while (TimesOut(() => once.RunAsync(Work, Token).GetAwaiter().GetResult())) { }
            }), $"four threads call Once.RunAsync until it succeeds. {Chapter}");
            Assert.True(most == 1, $"{most} runs were under way at once after a failure. {Chapter}.");
            Assert.True(runs == 4, $"Three runs failed and the fourth succeeded, yet the work ran {runs} times. {Chapter}.");

            async Task Work()
            {
                most = Math.Max(most, Interlocked.Increment(ref inside));
                var run = Interlocked.Increment(ref runs);
                await Task.Yield();
                Interlocked.Decrement(ref inside);
                if (run < 4)
                    throw new TimeoutException();
            }
        }
    }

    private static bool TimesOut(Action call)
    {
        try
        {
            call();
            return false;
        }
        catch (TimeoutException)
        {
            return true;
        }
    }

    [Fact]
    public async Task A_caller_that_gives_up_leaves_the_run_to_the_others()
    {
        var (once, work) = (new Once(), new Gated());
        using var giveUp = new CancellationTokenSource();
        var starter = await Call(once, work.Run, giveUp.Token);
        await work.Started(starter);
        var (impatient, patient) = (await Call(once, work.Run, giveUp.Token), await Call(once, work.Run));
        Assert.False(Ended(Task.WhenAny(impatient, patient)), $"RunAsync ended while the work was running. {Chapter}.");
        await Patience.Returns(giveUp.Cancel);
        Assert.IsType<OperationCanceledException>(await Failure(starter), exactMatch: false);
        Assert.IsType<OperationCanceledException>(await Failure(impatient), exactMatch: false);

        var late = await Call(once, work.Run);
        Assert.False(Ended(Task.WhenAny(patient, late)), $"Two callers gave up, and the run ended for the others. {Chapter}.");
        work.End.SetResult();
        await Patience.Ends(Task.WhenAll(patient, late), $"Once.RunAsync of those who did not give up. {Chapter}");
        work.Ran(1, "the starter of the run gave up, others waited on");
    }

    [Fact]
    public async Task A_token_that_was_cancelled_before_starts_nothing()
    {
        var (once, mine, other) = (new Once(), new Gated(), new Gated());
        var call = await Call(once, mine.Again, new CancellationToken(canceled: true));
        Assert.IsType<OperationCanceledException>(await Failure(call), exactMatch: false);
        await Patience.Ends(await Call(once, other.Again), $"Once.RunAsync after a call that started nothing. {Chapter}");
        mine.Ran(0, "the token was cancelled before the call");
        other.Ran(1, "the call before it was cancelled and started nothing");
    }

    [Fact]
    public async Task Work_that_blocks_holds_up_no_other_caller()
    {
        var once = new Once();
        using var started = new ManualResetEventSlim();
        using var leave = new ManualResetEventSlim();
        var starter = Patience.Start(() => once.RunAsync(() =>
        {
            started.Set();
            leave.Wait();
            return Task.CompletedTask;
        }, Token)).Unwrap();
        await Patience.Ends(Task.WhenAny(Patience.Start(() => started.Wait()), starter).Unwrap(), "the work");
        using var giveUp = new CancellationTokenSource();
        var other = await Patience.Returns(() => once.RunAsync(() => Task.CompletedTask, giveUp.Token),
            $"Once.RunAsync, which must give back a task while the work of another caller blocks. {Chapter}");
        await Patience.Returns(giveUp.Cancel);
        Assert.IsType<OperationCanceledException>(await Failure(other), exactMatch: false);
        leave.Set();
        await Patience.Ends(starter, "Once.RunAsync");
    }

    [Fact]
    public async Task Two_onces_run_apart()
    {
        var (one, other, work) = (new Once(), new Once(), new Gated());
        var first = await Call(one, work.Run);
        await work.Started(first);
        await Patience.Ends(await Call(other, work.Again), $"Once.RunAsync, while the run of another once is in progress. {Chapter}");
        work.End.SetResult();
        await Patience.Ends(first, "Once.RunAsync");
        work.Ran(2, "two onces ran it once each");
    }

    private static Task<Task> Call(Once once, Func<Task> work, CancellationToken? token = null) =>
        Patience.Returns(() => once.RunAsync(work, token ?? Token), $"Once.RunAsync, which must give back a task and not block. {Chapter}");

    private static async Task<Exception?> Failure(Task call) =>
        await Record.ExceptionAsync(() => Patience.Ends(call, $"Once.RunAsync. {Chapter}"));

    private static bool Ended(Task task) => Together.Chance(() => task.IsCompleted, turns: 10);

    /// <summary>Work that ends when the test says so.</summary>
    private sealed class Gated
    {
        private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _runs;

        public TaskCompletionSource End { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public async Task Run()
        {
            Interlocked.Increment(ref _runs);
            _started.TrySetResult();
            await End.Task.ConfigureAwait(false);
        }

        public async Task Again()
        {
            Interlocked.Increment(ref _runs);
            await Task.Yield();
        }

        public Task Started(Task call) => Patience.Ends(Task.WhenAny(_started.Task, call).Unwrap(), "the work of the first Once.RunAsync");

        public void Ran(int times, string when) =>
            Assert.True(Volatile.Read(ref _runs) == times, $"Expected {times} runs, found {_runs}: {when}. {Chapter}.");
    }
}
