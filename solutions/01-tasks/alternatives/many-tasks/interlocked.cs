// Alternative: counts with Interlocked, and a plain list of tasks.
namespace Camp.Tasks;

public static class ManyTasks
{
    public static async Task<int> RunAsync(int count, Func<int, CancellationToken, Task> wait, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        cancellationToken.ThrowIfCancellationRequested();
        var counted = 0;
        var waits = new Task<bool>[count];
        for (var number = 0; number < count; number++)
            waits[number] = SucceedsAsync(number);
        await Task.WhenAll(waits);
        cancellationToken.ThrowIfCancellationRequested();
        // Each wait has a result of its own, so nobody counts while others do.
        return counted;

        async Task<bool> SucceedsAsync(int number)
        {
            try
            {
                await wait(number, cancellationToken);
                return Interlocked.Increment(ref counted) > 0;
            }
            catch (Exception)
            {
                return false;
            }
        }
    }
}
