// Alternative: Parallel.ForEachAsync does the whole job.
namespace Camp.Tasks;

public static class FanOut
{
    public static async Task<TResult[]> RunAsync<T, TResult>(
        IReadOnlyList<T> inputs, int limit, Func<T, CancellationToken, Task<TResult>> job, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        var results = new TResult[inputs.Count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = limit, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(Enumerable.Range(0, inputs.Count), options, async (index, token) =>
            results[index] = await job(inputs[index], token));
        return results;
    }
}
