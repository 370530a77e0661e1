using System.Threading.Channels;

namespace Camp.Tasks;

/// <summary>A fixed number of workers that share one queue of jobs. Go: n goroutines over one buffered channel of functions.</summary>
/// <remarks>
/// <para>At most as many jobs run at once as there are workers, and so many do when there is enough to do. Beside those that run,
/// at most <c>capacity</c> accepted jobs wait. Jobs start in the order in which they were accepted.</para>
/// <para>Jobs run in the background: one that blocks its thread holds up nobody who submits. While the tasks of jobs are
/// under way no thread of the pool is held for them. A job that fails ends neither its worker nor the pool.</para>
/// <para>Every pool stands alone, and any number of threads may use it at once.</para>
/// </remarks>
public sealed class WorkerPool
{
    private readonly Channel<Func<Task>> _jobs;
    private readonly Action<Exception> _failed;
    private readonly Task _workers;

    /// <param name="workers">How many jobs may run at once: 1 or more.</param>
    /// <param name="capacity">How many accepted jobs may wait: 1 or more.</param>
    /// <param name="failed">Told of each exception that a job ends with, OperationCanceledException included: once, and as it was thrown. Must not throw.</param>
    /// <exception cref="ArgumentOutOfRangeException">One of the numbers is below 1.</exception>
    public WorkerPool(int workers, int capacity, Action<Exception> failed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(workers, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        _jobs = Channel.CreateBounded<Func<Task>>(capacity);
        _failed = failed;
        _workers = Task.WhenAll(Enumerable.Range(0, workers).Select(_ => Task.Run(WorkAsync)));
    }

    /// <summary>Hands in a job. Waits, without holding a thread, while the queue is full.</summary>
    /// <param name="job">May throw before it gives back a task.</param>
    /// <param name="cancellationToken">Ends the waiting. If it is cancelled before the job is accepted, the job never runs.</param>
    /// <returns>A task that ends when the job is accepted; a job that is accepted will run.</returns>
    /// <exception cref="InvalidOperationException">The pool is stopped, or is stopped while the call waits; the job never runs.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled before the job was accepted.</exception>
    public Task SubmitAsync(Func<Task> job, CancellationToken cancellationToken) =>
        // After the end of the channel this throws ChannelClosedException, which is an InvalidOperationException.
        _jobs.Writer.WriteAsync(job, cancellationToken).AsTask();

    /// <summary>Accepts nothing more from now on, and lets the workers finish what was accepted. May be called again.</summary>
    /// <param name="cancellationToken">Ends this call's waiting. The pool stays stopped, and what was accepted still runs.</param>
    /// <returns>A task that ends when every accepted job has ended; it does not fail when jobs do.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled before the last job had ended.</exception>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        _jobs.Writer.TryComplete();
        return _workers.WaitAsync(cancellationToken);
    }

    private async Task WorkAsync()
    {
        await foreach (var job in _jobs.Reader.ReadAllAsync())
        {
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
