// Mistake: each wait keeps a buffer of 4 KB: 100,000 of them are 400 MB.
// Rejected by: ManyTasksTests.A_hundred_thousand_wait_at_once_on_few_threads_and_in_little_memory
namespace Camp.Tasks;

public static class ManyTasks
{
    public static async Task<int> RunAsync(int count, Func<int, CancellationToken, Task> wait, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        cancellationToken.ThrowIfCancellationRequested();
        var waits = new Task<bool>[count];
        for (var number = 0; number < count; number++)
            waits[number] = SucceedsAsync(number);
        var succeeded = await Task.WhenAll(waits);
        cancellationToken.ThrowIfCancellationRequested();
        // Each wait has a result of its own, so nobody counts while others do.
        return succeeded.Count(yes => yes);

        async Task<bool> SucceedsAsync(int number)
        {
            var buffer = new byte[4_096];
            try
            {
                await wait(number, cancellationToken);
                return buffer.Length > 0;
            }
            catch (Exception)
            {
                return false;
            }
        }
    }
}
