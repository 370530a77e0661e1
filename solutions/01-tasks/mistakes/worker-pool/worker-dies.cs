// Mistake: a failing job ends its worker: after a few bad jobs the pool stands still.
// Rejected by: WorkerPoolTests.A_failed_job_ends_neither_its_worker_nor_the_pool
// Explored: failed
using System.Threading.Channels;

namespace Camp.Tasks;

public sealed class WorkerPool
{
    private readonly Channel<Func<Task>> _jobs;
    private readonly Task _workers;

    public WorkerPool(int workers, int capacity, Action<Exception> failed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(workers, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        _jobs = Channel.CreateBounded<Func<Task>>(capacity);
        _workers = Task.WhenAll(Enumerable.Range(0, workers).Select(_ => Task.Run(WorkAsync)));
    }

    public Task SubmitAsync(Func<Task> job, CancellationToken cancellationToken) =>
        // After the end of the channel this throws ChannelClosedException, which is an InvalidOperationException.
        _jobs.Writer.WriteAsync(job, cancellationToken).AsTask();

    public Task StopAsync(CancellationToken cancellationToken)
    {
        _jobs.Writer.TryComplete();
        return _workers.WaitAsync(cancellationToken);
    }

    private async Task WorkAsync()
    {
        await foreach (var job in _jobs.Reader.ReadAllAsync())
            await job();
    }
}
