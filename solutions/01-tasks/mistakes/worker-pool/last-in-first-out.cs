// Mistake: a stack instead of a queue: the oldest job waits for ever under load.
// Rejected by: WorkerPoolTests.Jobs_start_in_the_order_in_which_they_were_accepted
// Explored: deadlock
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
        var stack = new Stack<Func<Task>>();
        while (stack.Count > 0 || await _jobs.Reader.WaitToReadAsync())
        {
            while (_jobs.Reader.TryRead(out var newer))
                stack.Push(newer);
            try
            {
                await (stack.TryPop(out var job) ? job() : Task.CompletedTask);
            }
            catch (Exception error)
            {
                _failed(error);
            }
        }
    }
}
