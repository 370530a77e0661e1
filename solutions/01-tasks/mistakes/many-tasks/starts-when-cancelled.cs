// Mistake: starts everything for a caller who left before.
// Rejected by: ManyTasksTests.A_token_that_was_cancelled_before_starts_nothing
namespace Camp.Tasks;

public static class ManyTasks
{
    public static async Task<int> RunAsync(int count, Func<int, CancellationToken, Task> wait, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var waits = new Task<bool>[count];
        for (var number = 0; number < count; number++)
            waits[number] = SucceedsAsync(number);
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
