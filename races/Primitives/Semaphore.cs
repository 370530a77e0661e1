namespace TrainingCamp.Races.Primitives;

/// <summary>What a SemaphoreSlim is made of. Threads that block may overtake those that await; those that await go in order.</summary>
internal sealed class Semaphore(object identity, int count, int most)
{
    private readonly LinkedList<TaskCompletionSource<bool>> _awaiting = [];
    private readonly bool _isLock = count > 0;
    private int _blocked;
    private bool _disposed;

    public int Count { get; private set; } = count;

    public bool Wait(CancellationToken cancellation, long milliseconds = -1)
    {
        ObjectDisposedException.ThrowIf(_disposed, identity);
        cancellation.ThrowIfCancellationRequested();
        _blocked++;
        var came = Act.WaitFor(() => Count > 0 || cancellation.IsCancellationRequested, "passes", identity, milliseconds);
        _blocked--;
        if (Count == 0)
            cancellation.ThrowIfCancellationRequested();
        if (came)
            Pass();
        return came;
    }

    public Task<bool> WaitAsync(CancellationToken cancellation, long milliseconds = -1)
    {
        ObjectDisposedException.ThrowIf(_disposed, identity);
        if (cancellation.IsCancellationRequested)
            return Task.FromCanceled<bool>(cancellation);
        Act.Step("passes", identity);
        if (Count > 0)
        {
            Act.Run.Acquire(identity);
            Pass();
            return Task.FromResult(true);
        }

        return milliseconds == 0 ? Task.FromResult(false) : Queue(cancellation, milliseconds);
    }

    public int Release(int releases)
    {
        ObjectDisposedException.ThrowIf(_disposed, identity);
        ArgumentOutOfRangeException.ThrowIfLessThan(releases, 1);
        Act.Publish("releases", identity);
        if (releases > most - Count)
            throw new SemaphoreFullException();
        Act.Drop(identity);
        var before = Count;
        Count += releases;
        while (_awaiting.First is { } first && Count - _blocked > 0)
        {
            _awaiting.Remove(first);
            Count--;
            Act.Run.Release(first.Value.Task);
            first.Value.TrySetResult(true);
        }

        return before;
    }

    public void Dispose() => _disposed = true;

    /// <summary>An awaited entry has come true for the strand that awaited it.</summary>
    public void Passed()
    {
        if (_isLock)
            Act.Take(identity, "semaphore");
    }

    private void Pass()
    {
        Count--;
        Passed();
    }

    private Task<bool> Queue(CancellationToken cancellation, long milliseconds)
    {
        var source = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        var entry = _awaiting.AddLast(source);
        var timer = milliseconds < 0 ? null : Act.Run.Time.CreateTimer(_ => Leave(entry, s => s.TrySetResult(false)), null, TimeSpan.FromMilliseconds(milliseconds), Timeout.InfiniteTimeSpan);
        cancellation.Register(() => Leave(entry, s => s.TrySetCanceled(cancellation)));
        source.Task.ContinueWith(_ => timer?.Dispose(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, Act.Run.Scheduler);
        Act.Run.SetModel(source.Task, this);
        return source.Task;
    }

    private void Leave(LinkedListNode<TaskCompletionSource<bool>> entry, Action<TaskCompletionSource<bool>> end)
    {
        if (entry.List is null)
            return;
        _awaiting.Remove(entry);
        Act.Run.Release(entry.Value.Task);
        end(entry.Value);
    }
}
