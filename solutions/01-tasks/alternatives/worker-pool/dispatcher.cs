// Alternative: one dispatcher takes a job out of the queue when a semaphore says that a worker is free.
namespace Camp.Tasks;

public sealed class WorkerPool
{
    private readonly Lock _gate = new();
    private readonly Queue<Func<Task>> _queue = new();
    private readonly Action<Exception> _failed;
    private readonly SemaphoreSlim _room;
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _closed = new();
    private int _free;
    private readonly int _workers;

    public WorkerPool(int workers, int capacity, Action<Exception> failed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(workers, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        (_free, _workers, _failed, _room) = (workers, workers, failed, new SemaphoreSlim(capacity));
    }

    public async Task SubmitAsync(Func<Task> job, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _closed.Token);
        try
        {
            await _room.WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new InvalidOperationException("The pool is stopped.");
        }

        lock (_gate)
        {
            if (_closed.IsCancellationRequested)
                throw new InvalidOperationException("The pool is stopped.");
            _queue.Enqueue(job);
            StartNext_NeedsLock();
        }
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _closed.Cancel();
            if (_queue.Count == 0 && _free == _workers)
                _drained.TrySetResult();
        }

        return _drained.Task.WaitAsync(cancellationToken);
    }

    private void StartNext_NeedsLock()
    {
        if (_free == 0 || !_queue.TryDequeue(out var job))
            return;
        _free--;
        _room.Release();
        _ = Task.Run(() => RunAsync(job));
    }

    private async Task RunAsync(Func<Task> job)
    {
        try
        {
            await job();
        }
        catch (Exception error)
        {
            _failed(error);
        }

        lock (_gate)
        {
            _free++;
            StartNext_NeedsLock();
            if (_closed.IsCancellationRequested && _queue.Count == 0 && _free == _workers)
                _drained.TrySetResult();
        }
    }
}
