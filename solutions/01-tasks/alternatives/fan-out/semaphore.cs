// Alternative: a task for each input; a semaphore lets a few of them go on at a time.
using System.Runtime.ExceptionServices;

namespace Camp.Tasks;

public static class FanOut
{
    public static async Task<TResult[]> RunAsync<T, TResult>(
        IReadOnlyList<T> inputs, int limit, Func<T, CancellationToken, Task<TResult>> job, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var places = new SemaphoreSlim(limit);
        ExceptionDispatchInfo? first = null;
        var all = Task.WhenAll(inputs.Select(input => Task.Run(() => One(input))));
        await ((Task)all).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        first?.Throw();
        cancellationToken.ThrowIfCancellationRequested();
        return await all;

        async Task<TResult> One(T input)
        {
            await places.WaitAsync(stop.Token);
            try
            {
                stop.Token.ThrowIfCancellationRequested();
                return await job(input, stop.Token);
            }
            catch (Exception error)
            {
                Interlocked.CompareExchange(ref first, ExceptionDispatchInfo.Capture(error), null);
                await stop.CancelAsync();
                throw;
            }
            finally
            {
                places.Release();
            }
        }
    }
}
