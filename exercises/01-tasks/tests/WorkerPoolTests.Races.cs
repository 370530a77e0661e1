using Camp.Testing;

namespace Camp.Tasks.Tests;

/// <summary>Small situations; every <c>camp check</c> runs each of them in hundreds of orders.</summary>
public static class WorkerPoolRaces
{
    private const string Section = "Workers that stop";

    public static async Task Two_submit_while_the_pool_stops()
    {
        var pool = new WorkerPool(1, 1, _ => { });
        var (accepted, inside, ended) = (0, 0, 0);
        var submitting = Task.WhenAll(Task.Run(Submit), Task.Run(Submit));
        await pool.StopAsync(CancellationToken.None);
        var before = Volatile.Read(ref ended);
        await submitting;
        Expect.Equal(accepted, before, "Jobs that had ended when the pool had stopped, of those that were accepted", Section);

        async Task Submit()
        {
            if (await Situation.Failure(() => pool.SubmitAsync(Job, CancellationToken.None)) is null)
                Interlocked.Increment(ref accepted);
        }

        async Task Job()
        {
            Expect.Equal(1, Interlocked.Increment(ref inside), "Jobs of the one worker under way", Section);
            await Task.Yield();
            Interlocked.Decrement(ref inside);
            Interlocked.Increment(ref ended);
        }
    }

    public static async Task One_gives_up_as_there_is_room()
    {
        var pool = new WorkerPool(1, 1, _ => { });
        using var leave = new CancellationTokenSource();
        var (free, ran) = (new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), 0);
        await pool.SubmitAsync(() => free.Task, CancellationToken.None);
        await pool.SubmitAsync(() => Task.CompletedTask, CancellationToken.None);
        var waiting = Situation.Failure(() => pool.SubmitAsync(() => Task.FromResult(Interlocked.Increment(ref ran)), leave.Token));
        var leaving = Task.Run(leave.Cancel);
        free.SetResult();
        var error = await waiting;
        await Task.WhenAll(leaving, pool.StopAsync(CancellationToken.None));
        Expect.Equal(error is null ? 1 : 0, Volatile.Read(ref ran), $"Runs of a job whose submission ended with {error?.GetType().Name ?? "no error"}", Section);
    }

    public static async Task A_job_blocks_and_three_are_submitted()
    {
        var pool = new WorkerPool(1, 1, _ => { });
        var (free, ran) = (new ManualResetEventSlim(), 0);
        var submitted = Task.WhenAll(Enumerable.Range(0, 3).Select(_ => pool.SubmitAsync(Job, CancellationToken.None)));
        free.Set();
        await submitted;
        await pool.StopAsync(CancellationToken.None);
        Expect.Equal(3, Volatile.Read(ref ran), "Jobs that have run", Section);

        Task Job()
        {
            free.Wait(CancellationToken.None);
            Interlocked.Increment(ref ran);
            return Task.CompletedTask;
        }
    }

    public static async Task A_job_fails_before_another()
    {
        var (failures, ran) = (0, 0);
        var pool = new WorkerPool(1, 1, _ => Interlocked.Increment(ref failures));
        await pool.SubmitAsync(() => throw new TimeoutException(), CancellationToken.None);
        await pool.SubmitAsync(() => Task.FromResult(Interlocked.Increment(ref ran)), CancellationToken.None);
        await pool.StopAsync(CancellationToken.None);
        Expect.Equal(1, Volatile.Read(ref ran), "Jobs after the one that failed", Section);
        Expect.Equal(1, Volatile.Read(ref failures), "Failures that were told", Section);
    }

    public static async Task Two_jobs_wait_for_each_other()
    {
        var pool = new WorkerPool(2, 1, _ => { });
        var (both, there) = (new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), 0);
        await Task.WhenAll(pool.SubmitAsync(Job, CancellationToken.None), pool.SubmitAsync(Job, CancellationToken.None));
        await pool.StopAsync(CancellationToken.None);
        Expect.Equal(2, Volatile.Read(ref there), "Jobs that have run", Section);

        Task Job()
        {
            if (Interlocked.Increment(ref there) == 2)
                both.SetResult();
            return both.Task;
        }
    }

    public static async Task One_gives_up_while_the_pool_is_busy()
    {
        var pool = new WorkerPool(1, 1, _ => { });
        using var leave = new CancellationTokenSource();
        var (busy, ran) = (new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), 0);
        await pool.SubmitAsync(() => busy.Task, CancellationToken.None);
        await pool.SubmitAsync(() => Task.FromResult(Interlocked.Increment(ref ran)), CancellationToken.None);
        var leaving = Task.Run(leave.Cancel);
        var submitted = await Situation.Failure(() => pool.SubmitAsync(() => Task.CompletedTask, leave.Token));
        var stopped = await Situation.Failure(() => pool.StopAsync(leave.Token));
        busy.SetResult();
        await Task.WhenAll(leaving, pool.StopAsync(CancellationToken.None));
        Expect.Equal(1, Volatile.Read(ref ran), "Runs of an accepted job", Section);
        Expect.True(submitted is OperationCanceledException, $"No room, and the submitter left: expected an OperationCanceledException, not {submitted?.GetType().Name}.", Section);
        Expect.True(stopped is OperationCanceledException, $"A job still ran, and the caller of StopAsync left: expected an OperationCanceledException, not {stopped?.GetType().Name}.", Section);
    }

    public static async Task A_job_blocks_until_another_pool_frees_it()
    {
        var (pool, other) = (new WorkerPool(1, 1, _ => { }), new WorkerPool(1, 1, _ => { }));
        var free = new ManualResetEventSlim();
        await pool.SubmitAsync(() => Task.CompletedTask, CancellationToken.None);
        var submitted = pool.SubmitAsync(Block, CancellationToken.None);
        await other.SubmitAsync(Free, CancellationToken.None);
        await submitted;
        await pool.StopAsync(CancellationToken.None);
        await other.SubmitAsync(Free, CancellationToken.None);
        await other.StopAsync(CancellationToken.None);

        Task Block()
        {
            free.Wait(CancellationToken.None);
            return Task.CompletedTask;
        }

        Task Free()
        {
            free.Set();
            return Task.CompletedTask;
        }
    }
}
