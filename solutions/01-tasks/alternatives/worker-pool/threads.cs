// Alternative: a thread of its own for each worker; it may block, since it is not the pool's.
using System.Threading.Channels;

namespace Camp.Tasks;

public sealed class WorkerPool
{
    private readonly Channel<Func<Task>> _jobs;
    private readonly Action<Exception> _failed;
    private readonly Task _workers;

    public WorkerPool(int workers, int capacity, Action<Exception> failed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(workers, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        _jobs = Channel.CreateBounded<Func<Task>>(capacity);
        _failed = failed;
        _workers = Task.WhenAll(Enumerable.Range(0, workers).Select(_ => Task.Factory.StartNew(Work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
    }

    public Task SubmitAsync(Func<Task> job, CancellationToken cancellationToken) =>
        // After the end of the channel this throws ChannelClosedException, which is an InvalidOperationException.
        _jobs.Writer.WriteAsync(job, cancellationToken).AsTask();

    public Task StopAsync(CancellationToken cancellationToken)
    {
        _jobs.Writer.TryComplete();
        return _workers.WaitAsync(cancellationToken);
    }

    private void Work()
    {
        while (_jobs.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            if (!_jobs.Reader.TryRead(out var job))
                continue;
            try
            {
                job().GetAwaiter().GetResult();
            }
            catch (Exception error)
            {
                _failed(error);
            }
        }
    }
}
