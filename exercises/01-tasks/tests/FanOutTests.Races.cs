using Camp.Testing;

namespace Camp.Tasks.Tests;

/// <summary>Small situations; every <c>camp check</c> runs each of them in hundreds of orders.</summary>
public static class FanOutRaces
{
    private const string Section = "A limit on what runs at once";

    public static async Task Two_workers_share_three_inputs()
    {
        var (inside, jobs) = (0, 0);
        var results = await FanOut.RunAsync([1, 2, 3], 2, Job, CancellationToken.None);
        Expect.Sequence([10, 20, 30], results, "Results", Section);
        Expect.Equal(3, Volatile.Read(ref jobs), "Jobs for three inputs", Section);

        async Task<int> Job(int input, CancellationToken cancellation)
        {
            Interlocked.Increment(ref jobs);
            Expect.True(Interlocked.Increment(ref inside) <= 2, "More jobs are under way than the limit allows.", Section);
            await Task.Yield();
            Interlocked.Decrement(ref inside);
            return input * 10;
        }
    }

    public static async Task The_first_job_ends_when_the_third_begins()
    {
        var (third, begun) = (new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), 0);
        await FanOut.RunAsync([1, 2, 3], 2, Job, CancellationToken.None);

        async Task<int> Job(int input, CancellationToken cancellation)
        {
            var number = Interlocked.Increment(ref begun);
            if (number == 1)
                await third.Task;
            if (number == 3)
                third.SetResult();
            return input;
        }
    }

    public static async Task Two_jobs_block_until_both_are_there()
    {
        var both = new CountdownEvent(2);
        await FanOut.RunAsync([1, 2], 2, Job, CancellationToken.None);

        Task<int> Job(int input, CancellationToken cancellation)
        {
            both.Signal();
            both.Wait(CancellationToken.None);
            return Task.FromResult(input);
        }
    }

    public static async Task Two_calls_wait_for_each_other()
    {
        var (both, there) = (new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), 0);
        await Task.WhenAll(FanOut.RunAsync([1], 1, Job, CancellationToken.None), FanOut.RunAsync([1], 1, Job, CancellationToken.None));

        async Task<int> Job(int input, CancellationToken cancellation)
        {
            if (Interlocked.Increment(ref there) == 2)
                both.SetResult();
            await both.Task;
            return input;
        }
    }

    public static async Task A_job_fails_beside_another()
    {
        var inside = 0;
        var error = await Situation.Failure(() => FanOut.RunAsync([1, 2, 3], 2, Job, CancellationToken.None));
        Expect.Equal(0, Volatile.Read(ref inside), "Jobs under way when the call has ended", Section);
        Expect.True(error is TimeoutException, $"The call should end with the job's TimeoutException, not with {error?.GetType().Name}.", Section);

        async Task<int> Job(int input, CancellationToken cancellation)
        {
            Interlocked.Increment(ref inside);
            if (input == 1)
                await Situation.Told(cancellation);
            await Task.Yield();
            Interlocked.Decrement(ref inside);
            throw input == 1 ? new OperationCanceledException(cancellation) : new TimeoutException();
        }
    }

    public static async Task The_caller_leaves_while_a_job_runs()
    {
        using var leave = new CancellationTokenSource();
        var inside = new UnderWay();
        var leaving = Task.Run(leave.Cancel);
        var error = await Situation.Failure(() => FanOut.RunAsync([1, 2], 1, Job, leave.Token));
        Expect.Equal(0, inside.Count, "Jobs under way when the call has ended", Section);
        Expect.True(error is OperationCanceledException, $"The caller has left: expected an OperationCanceledException, not {error?.GetType().Name}.", Section);
        await leaving;

        async Task<int> Job(int input, CancellationToken cancellation)
        {
            await inside.UntilTold(cancellation);
            return input;
        }
    }
}
