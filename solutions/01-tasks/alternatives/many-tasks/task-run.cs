// Alternative: each wait starts on the pool.
namespace Camp.Tasks;

public static class ManyTasks
{
    public static async Task<int> RunAsync(int count, Func<int, CancellationToken, Task> wait, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        cancellationToken.ThrowIfCancellationRequested();
        var waits = new Task<bool>[count];
        for (var number = 0; number < count; number++)
        {
            var mine = number;
            waits[number] = Task.Run(() => SucceedsAsync(mine));
        }

        var succeeded = await Task.WhenAll(waits);
        cancellationToken.ThrowIfCancellationRequested();
        // Each wait has a result of its own, so nobody counts while others do.
        return succeeded.Count(yes => yes);

        async Task<bool> SucceedsAsync(int number)
        {
            try
            {
                await wait(number, cancellationToken);
                return true;
            }
            catch (Exception)
            {
                return false;
            }
        }
    }
}
