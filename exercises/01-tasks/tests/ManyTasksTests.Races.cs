using Camp.Testing;

namespace Camp.Tasks.Tests;

/// <summary>Small situations; every <c>camp check</c> runs each of them in hundreds of orders.</summary>
public static class ManyTasksRaces
{
    private const string Section = "A wait is not a thread";

    public static async Task Three_waits_end_at_once()
    {
        var (numbers, inside) = (0, 0);
        Expect.Equal(2, await ManyTasks.RunAsync(3, Wait, CancellationToken.None), "Successes of three waits, of which one fails", Section);
        Expect.Equal(0, Volatile.Read(ref inside), "Waits under way when the call has ended", Section);
        Expect.Equal(0b111, Volatile.Read(ref numbers), "Numbers that were handed out, one bit for each", Section);

        async Task Wait(int number, CancellationToken cancellation)
        {
            Interlocked.Or(ref numbers, 1 << number);
            Interlocked.Increment(ref inside);
            await Task.Yield();
            Interlocked.Decrement(ref inside);
            if (number == 1)
                throw new TimeoutException();
        }
    }

    public static async Task Three_waits_wait_for_one_another()
    {
        var (all, there) = (new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), 0);
        await ManyTasks.RunAsync(3, Wait, CancellationToken.None);

        async Task Wait(int number, CancellationToken cancellation)
        {
            if (Interlocked.Increment(ref there) == 3)
                all.SetResult();
            await all.Task;
        }
    }

    public static async Task The_caller_leaves_while_two_wait()
    {
        using var leave = new CancellationTokenSource();
        var inside = new UnderWay();
        var leaving = Task.Run(leave.Cancel);
        var error = await Situation.Failure(() => ManyTasks.RunAsync(2, Wait, leave.Token));
        Expect.Equal(0, inside.Count, "Waits under way when the call has ended", Section);
        Expect.True(error is OperationCanceledException, $"The caller has left: expected an OperationCanceledException, not {error?.GetType().Name}.", Section);
        await leaving;

        async Task Wait(int number, CancellationToken cancellation)
        {
            await inside.UntilTold(cancellation);
        }
    }
}
