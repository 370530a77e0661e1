using System.Collections.Concurrent;
using Camp.Testing;
using Xunit;

namespace Camp.Tasks.Tests;

public sealed class WorkerPoolTests
{
    private const string Section = "Workers that stop";
    private const string Blocking = "Never block a thread of the pool";

    private readonly ConcurrentQueue<Exception> _failures = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_worker_pool_tells_its_story()
    {
        var story = new ConcurrentQueue<string>();
        var pool = new WorkerPool(1, 10, error => story.Enqueue($"  failed: {(error is OperationCanceledException ? "cancelled" : error.GetType().Name)}"));
        using var gate = new Gate();
        await Submit("first", () => gate.Pass());
        await Submit("second, fails after an await", async () =>
        {
            await Task.Yield();
            throw new TimeoutException();
        });
        await Submit("third, fails before it gives back a task", () => throw new IOException());
        await Submit("fourth, is cancelled", () => Task.FromCanceled(new CancellationToken(canceled: true)));
        await Submit("fifth", () => Task.CompletedTask);
        await Call.Until(gate.Arrived, Task.Delay(-1, Token), "the first job");
        var stop = pool.StopAsync(Token);
        story.Enqueue($"stop: {(stop.IsCompleted ? "ended" : "waits")}");
        await Submit("sixth", () => Task.CompletedTask);
        gate.Open();
        story.Enqueue($"stop: {await Call.Ending(() => stop)}");
        story.Enqueue($"stop again: {await Call.Ending(() => pool.StopAsync(Token))}");
        await Snapshots.Match("WorkerPool", string.Join('\n', story.Where(line => line[0] != ' ').Concat(story.Where(line => line[0] == ' '))) + "\n");

        async Task Submit(string name, Func<Task> job)
        {
            var ending = await Call.Ending(() => pool.SubmitAsync(() =>
            {
                story.Enqueue($"  runs: {name}");
                return job();
            }, Token));
            story.Enqueue($"{name}: {(ending == "ended well" ? "accepted" : $"refused, {(ending.StartsWith("Channel", StringComparison.Ordinal) ? "InvalidOperationException" : ending)}")}");
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task As_many_jobs_run_at_once_as_there_are_workers(int workers)
    {
        using var gate = new Gate(workers);
        var (pool, flight) = (New(workers, 50), new Flight());
        for (var job = 0; job < 30; job++)
            await Accept(pool, () => flight.Do(gate.Pass));
        await Patience.Ends(gate.Arrived, $"{workers} jobs at once. See README.md, '{Section}'");
        Together.Chance(() => flight.Most > workers);
        gate.Open();
        await Stop(pool);
        Expect.Equal(workers, flight.Most, "The most jobs at once", Section);
        Expect.Equal(30, flight.Started, "Jobs run by the end of StopAsync", Section);
        Expect.Equal(0, flight.Now, "Jobs under way at the end of StopAsync", Section);
    }

    [Fact]
    public async Task A_full_queue_makes_the_submitter_wait()
    {
        using var gate = new Gate(2);
        var (pool, ran) = (New(2, 3), 0);
        await Accept(pool, gate.Pass);
        await Accept(pool, gate.Pass);
        await Patience.Ends(gate.Arrived, $"two jobs at once. See README.md, '{Section}'");
        for (var waiting = 0; waiting < 3; waiting++)
            await Accept(pool, Count);
        var more = await Submit(pool, Count);
        Call.MustWait(more, "SubmitAsync, when two jobs run and three wait", Section);
        gate.Open();
        await Call.Ends(more, "SubmitAsync, when there is room again", Section);
        await Stop(pool);
        Expect.Equal(4, ran, "Jobs run of those that waited", Section);

        Task Count()
        {
            Interlocked.Increment(ref ran);
            return Task.CompletedTask;
        }
    }

    [Fact]
    public async Task Jobs_start_in_the_order_in_which_they_were_accepted()
    {
        var (pool, order) = (New(1, 100), new ConcurrentQueue<int>());
        for (var job = 0; job < 60; job++)
        {
            var number = job;
            await Accept(pool, async () =>
            {
                order.Enqueue(number);
                await Task.Yield();
            });
        }

        await Stop(pool);
        Expect.Sequence(Enumerable.Range(0, 60), order, "The order of the jobs", Section);
    }

    [Fact]
    public async Task Stopping_drains_what_was_accepted_and_refuses_the_rest()
    {
        using var gate = new Gate();
        var (pool, ran, refused) = (New(1, 2), 0, 0);
        await Accept(pool, gate.Pass);
        await Patience.Ends(gate.Arrived, "the first job");
        await Accept(pool, Ran);
        await Accept(pool, Ran);
        var waits = await Submit(pool, Refused);
        Call.MustWait(waits, "SubmitAsync to a full queue", Section);
        var stop = await Call.Start(() => pool.StopAsync(Token), "StopAsync", Section);
        await Call.Fails<InvalidOperationException>(() => waits, "SubmitAsync that waited when the pool was stopped", Section);
        await Call.Fails<InvalidOperationException>(() => pool.SubmitAsync(Refused, Token), "SubmitAsync after StopAsync", Section);
        Call.MustWait(stop, "StopAsync while a job is under way", Section);
        var again = await Call.Start(() => pool.StopAsync(Token), "StopAsync", Section);
        Call.MustWait(again, "The second StopAsync while a job is under way", Section);
        gate.Open();
        await Call.Ends(Task.WhenAll(stop, again), "StopAsync after the last job", Section);
        Expect.Equal(2, ran, "Accepted jobs run by the end of StopAsync", Section);
        Expect.Equal(0, refused, "Refused jobs run", Section);

        async Task Ran()
        {
            await Task.Yield();
            Interlocked.Increment(ref ran);
        }

        Task Refused() => Task.FromResult(Interlocked.Increment(ref refused));
    }

    [Fact]
    public async Task What_is_accepted_while_another_thread_stops_the_pool_still_runs()
    {
        for (var round = 0; round < 60; round++)
        {
            var (pool, accepted, ran) = (New(2, 4), 0, 0);
            await Patience.Ends(Together.Run(4, thread =>
            {
                if (thread == 3)
                    pool.StopAsync(Token).GetAwaiter().GetResult();
                else
                    while (Accepted())
                        Interlocked.Increment(ref accepted);
            }), $"three threads submit, one stops. See README.md, '{Section}'");
            await Stop(pool);
            Expect.Equal(accepted, ran, "Jobs run of those accepted", Section);

            bool Accepted()
            {
                try
                {
                    pool.SubmitAsync(() => Task.FromResult(Interlocked.Increment(ref ran)), Token).GetAwaiter().GetResult();
                    return true;
                }
                catch (InvalidOperationException)
                {
                    return false;
                }
            }
        }
    }

    [Fact]
    public async Task A_failed_job_ends_neither_its_worker_nor_the_pool()
    {
        var (pool, ran) = (New(2, 20), 0);
        Exception[] errors = [new IOException(), new TimeoutException(), new OperationCanceledException(), new IOException()];
        foreach (var error in errors)
            await Accept(pool, async () =>
            {
                await Task.Yield();
                throw error;
            });
        await Accept(pool, () => throw errors[0]);
        await Accept(pool, () => Task.FromResult(Interlocked.Increment(ref ran)));
        await Stop(pool);
        Expect.Equal(1, ran, "Jobs run after five that failed", Section);
        Expect.Equal(5, _failures.Count, "Failures told", Section);
        Expect.True(errors.All(error => _failures.Contains(error)), $"Not the exceptions that were thrown: {string.Join(", ", _failures.Select(error => error.GetType().Name))}.", Section);
    }

    [Fact]
    public async Task A_submitter_that_gives_up_leaves_no_job()
    {
        using var gate = new Gate();
        using var giveUp = new CancellationTokenSource();
        var (pool, ran) = (New(1, 1), 0);
        await Accept(pool, gate.Pass);
        await Patience.Ends(gate.Arrived, "the first job");
        await Call.Fails<OperationCanceledException>(() => pool.SubmitAsync(Count, new(canceled: true)), "SubmitAsync with a cancelled token", Section);
        await Accept(pool, () => Task.CompletedTask);
        var waits = await Call.Start(() => pool.SubmitAsync(Count, giveUp.Token), "SubmitAsync", Section);
        Call.MustWait(waits, "SubmitAsync to a full queue", Section);
        giveUp.Cancel();
        await Call.Fails<OperationCanceledException>(() => waits, "SubmitAsync that was cancelled while it waited", Section);
        gate.Open();
        await Stop(pool);
        Expect.Equal(0, ran, "Jobs run of those who gave up", Section);

        Task Count() => Task.FromResult(Interlocked.Increment(ref ran));
    }

    [Fact]
    public async Task Giving_up_on_the_stop_ends_the_waiting_only()
    {
        using var gate = new Gate();
        using var giveUp = new CancellationTokenSource();
        var (pool, ran) = (New(1, 1), 0);
        await Accept(pool, gate.Pass);
        await Patience.Ends(gate.Arrived, "the first job");
        await Accept(pool, () => Task.FromResult(Interlocked.Increment(ref ran)));
        var stop = await Call.Start(() => pool.StopAsync(giveUp.Token), "StopAsync", Section);
        giveUp.Cancel();
        await Call.Fails<OperationCanceledException>(() => stop, "StopAsync that was cancelled", Section);
        await Call.Fails<InvalidOperationException>(() => pool.SubmitAsync(() => Task.CompletedTask, Token), "SubmitAsync after StopAsync", Section);
        gate.Open();
        await Stop(pool);
        Expect.Equal(1, ran, "Accepted jobs run although the first stop was cancelled", Section);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    [InlineData(-1, 1)]
    public void Fewer_than_one_worker_or_place_is_refused(int workers, int capacity) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => New(workers, capacity));

    [Fact]
    public async Task A_job_that_blocks_holds_up_no_submitter_and_no_other_pool()
    {
        using var leave = new ManualResetEventSlim();
        var (pool, other) = (New(1, 1), New(1, 1));
        await Accept(pool, () =>
        {
            leave.Wait();
            return Task.CompletedTask;
        });
        await Accept(other, () => Task.CompletedTask);
        await Stop(other);
        leave.Set();
        await Accept(pool, () => Task.CompletedTask);
        await Stop(pool);
    }

    [Fact]
    public Task Many_workers_wait_on_few_threads() => ScarcePool.HoldsACrowd(
        arrive =>
        {
            var pool = New(ScarcePool.Crowd, ScarcePool.Crowd);
            Task[] submitted = [.. Enumerable.Range(0, ScarcePool.Crowd).Select(_ => pool.SubmitAsync(arrive, Token))];
            return Task.WhenAll([.. submitted, pool.StopAsync(Token)]);
        }, "WorkerPool", Blocking);

    private WorkerPool New(int workers, int capacity) => new(workers, capacity, _failures.Enqueue);

    private static Task<Task> Submit(WorkerPool pool, Func<Task> job) => Call.Start(() => pool.SubmitAsync(job, Token), "SubmitAsync", Section);

    private static async Task Accept(WorkerPool pool, Func<Task> job) => await Call.Ends(await Submit(pool, job), "SubmitAsync, when there is room", Section);

    private static async Task Stop(WorkerPool pool) =>
        await Call.Ends(await Call.Start(() => pool.StopAsync(Token), "StopAsync", Section), "StopAsync, when no job waits for anything", Section);
}
