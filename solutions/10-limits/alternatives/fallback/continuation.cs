// Alternative: no async keyword: the call's task is looked at when it has ended, all good values wait in a sorted set of one.
namespace Camp.Limits;

public sealed class Fallback<T>(T defaultValue, TimeSpan maxAge, TimeProvider clock) : IFallback<T>
{
    private readonly TimeSpan _maxAge = maxAge >= TimeSpan.Zero ? maxAge : throw new ArgumentOutOfRangeException(nameof(maxAge));
    private readonly SortedList<long, (T Value, long At)> _good = [];
    private long _begun;

    public Task<Answer<T>> GetAsync(Func<CancellationToken, Task<T>> call, CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested)
            return Task.FromCanceled<Answer<T>>(cancellation);
        var number = Interlocked.Increment(ref _begun);
        return Start(call, cancellation).ContinueWith(ended => Look(ended, number, cancellation), CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default).Unwrap();
    }

    private static Task<T> Start(Func<CancellationToken, Task<T>> call, CancellationToken cancellation)
    {
        try
        {
            return call(cancellation);
        }
        catch (OperationCanceledException error) when (cancellation.IsCancellationRequested)
        {
            return Task.FromCanceled<T>(error.CancellationToken.IsCancellationRequested ? error.CancellationToken : cancellation);
        }
        catch (Exception error)
        {
            return Task.FromException<T>(error);
        }
    }

    private Task<Answer<T>> Look(Task<T> ended, long number, CancellationToken cancellation)
    {
        var error = ended.IsCanceled ? Cancellation(ended) : ended.Exception?.InnerException;
        if (error is OperationCanceledException && cancellation.IsCancellationRequested)
            return Task.FromCanceled<Answer<T>>(cancellation);
        lock (_good)
        {
            if (error is null)
            {
                _good[number] = (ended.Result, clock.GetTimestamp());
                while (_good.Count > 1)
                    _good.RemoveAt(0);
                return Task.FromResult(new Answer<T>(ended.Result, Source.Live, null));
            }

            var fresh = _good.Count > 0 && clock.GetElapsedTime(_good.Values[0].At) <= _maxAge;
            return Task.FromResult(fresh
                ? new Answer<T>(_good.Values[0].Value, Source.LastGood, error)
                : new Answer<T>(defaultValue, Source.Default, error));
        }
    }

    private static Exception Cancellation(Task task)
    {
        try
        {
            task.GetAwaiter().GetResult();
            return new InvalidOperationException("A cancelled task has thrown nothing.");
        }
        catch (OperationCanceledException error)
        {
            return error;
        }
    }
}
