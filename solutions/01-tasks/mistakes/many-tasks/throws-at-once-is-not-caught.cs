// Mistake: a wait that throws before it gives back a task keeps the rest from starting.
// Rejected by: ManyTasksTests.Many_tasks_tell_their_story
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

        Task<bool> SucceedsAsync(int number) => Awaited(wait(number, cancellationToken));

        static async Task<bool> Awaited(Task task)
        {
            try
            {
                await task;
                return true;
            }
            catch (Exception)
            {
                return false;
            }
        }
    }
}
