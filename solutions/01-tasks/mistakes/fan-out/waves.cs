// Mistake: a chunk after the other: the slowest job of each wave holds up the next.
// Rejected by: FanOutTests.The_next_job_starts_as_soon_as_one_ends
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
        var results = new List<TResult>();
        foreach (var wave in inputs.Chunk(limit))
            results.AddRange(await Task.WhenAll(wave.Select(input => Task.Run(() => job(input, cancellationToken)))));
        return [.. results];
    }
}
