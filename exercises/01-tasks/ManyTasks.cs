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
    // TODO 1: refuse a negative count and a cancelled token.
    // TODO 2: an async method that awaits one wait and says whether it succeeded; call it "count" times without awaiting.
    // TODO 3: await them all together, then count. A count that many threads raise at once needs care; results don't.
    public static Task<int> RunAsync(int count, Func<int, CancellationToken, Task> wait, CancellationToken cancellationToken) =>
        throw new NotImplementedException("ManyTasks.RunAsync: start all the waits, then await them together.");
}
