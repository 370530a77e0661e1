// Mistake: starts everything at once: ten thousand inputs are ten thousand connections.
// Rejected by: FanOutTests.As_many_jobs_as_allowed_run_at_once_and_no_more
// Explored: deadlock
using System.Runtime.ExceptionServices;

namespace Camp.Tasks;

public static class FanOut
{
    public static async Task<TResult[]> RunAsync<T, TResult>(
        IReadOnlyList<T> inputs, int limit, Func<T, CancellationToken, Task<TResult>> job, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        cancellationToken.ThrowIfCancellationRequested();
        return await Task.WhenAll(inputs.Select(input => Task.Run(() => job(input, cancellationToken))));
    }
}
