// Mistake: stopping ends the workers after their current job: what was accepted is lost.
// Rejected by: WorkerPoolTests.Stopping_drains_what_was_accepted_and_refuses_the_rest
// Explored: failed
using System.Threading.Channels;

namespace Camp.Tasks;

public sealed class WorkerPool
{
    private readonly Channel<Func<Task>> _jobs;
    private readonly Action<Exception> _failed;
    private readonly Task _workers;
    private volatile bool _stopped;

    public WorkerPool(int workers, int capacity, Action<Exception> failed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(workers, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        _jobs = Channel.CreateBounded<Func<Task>>(capacity);
        _failed = failed;
        _workers = Task.WhenAll(Enumerable.Range(0, workers).Select(_ => Task.Run(WorkAsync)));
    }

    public Task SubmitAsync(Func<Task> job, CancellationToken cancellationToken) =>
        // After the end of the channel this throws ChannelClosedException, which is an InvalidOperationException.
        _jobs.Writer.WriteAsync(job, cancellationToken).AsTask();

    public Task StopAsync(CancellationToken cancellationToken)
    {
        _stopped = true;
        _jobs.Writer.TryComplete();
        return _workers.WaitAsync(cancellationToken);
    }

    private async Task WorkAsync()
    {
        await foreach (var job in _jobs.Reader.ReadAllAsync())
        {
            if (_stopped)
                return;
            try
            {
                await job();
            }
            catch (Exception error)
            {
                // A worker that died here would be missing for good.
                _failed(error);
            }
        }
    }
}
