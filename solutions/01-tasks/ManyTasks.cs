namespace Camp.Tasks;

/// <summary>Waits for 100,000 things at once. Go: a goroutine for each, of 2 KB to begin with.</summary>
public static class ManyTasks
{
    /// <summary>Starts <paramref name="count"/> waits, numbered from 0, and ends when all of them have ended.</summary>
    /// <remarks>
    /// <para>All waits are under way at the same time, and each is called once. They share few threads: however many there are, they are
    /// called on fewer than 1,000 different threads, and none of these is held while the waits are under way.</para>
    /// <para>Each wait costs less than 2,048 bytes of memory, beside what <paramref name="wait"/> itself needs.</para>
    /// <para>A wait that fails, also before it gives back a task, ends nothing: it is not counted.</para>
    /// </remarks>
    /// <param name="count">0 or more.</param>
    /// <param name="wait">Gets its number and the token; gives back a task without blocking.</param>
    /// <param name="cancellationToken">Goes on to every wait. If it is cancelled before the call, nothing is started.</param>
    /// <returns>How many waits have succeeded.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative. (Thrown by the call or by its task.)</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; thrown when every wait has ended.</exception>
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
