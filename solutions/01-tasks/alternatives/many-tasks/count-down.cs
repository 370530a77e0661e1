// Alternative: one source for all, completed by the last wait.
namespace Camp.Tasks;

public static class ManyTasks
{
    public static async Task<int> RunAsync(int count, Func<int, CancellationToken, Task> wait, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        cancellationToken.ThrowIfCancellationRequested();
        var (open, counted) = (count + 1, 0);
        var last = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        for (var number = 0; number < count; number++)
            _ = SucceedsAsync(number);
        Ended();
        await last.Task;
        cancellationToken.ThrowIfCancellationRequested();
        // Each wait has a result of its own, so nobody counts while others do.
        return counted;

        void Ended()
        {
            if (Interlocked.Decrement(ref open) == 0)
                last.SetResult();
        }

        async Task SucceedsAsync(int number)
        {
            try
            {
                await wait(number, cancellationToken);
                Interlocked.Increment(ref counted);
            }
            catch (Exception)
            {
            }
            finally
            {
                Ended();
            }
        }
    }
}
