// Alternative: a queue from which nobody is removed; those who have cancelled are skipped when their turn comes.
namespace Camp.Pooling;

/// <summary>The core of a pool: so many connections at most; who finds none waits, first come, first served.</summary>
public sealed class BoundedPool : IPool
{
    private sealed record Turn(IConnection? Connection);

    private readonly object _gate = new();
    private readonly Queue<TaskCompletionSource<Turn>> _queue = new();
    private readonly Dictionary<IConnection, bool> _isTaken = [];
    private readonly Stack<IConnection> _idle = new();
    private readonly Func<CancellationToken, Task<IConnection>> _open;
    private int _free;

    public BoundedPool(int maximum, Func<CancellationToken, Task<IConnection>> open)
    {
        if (maximum < 1)
            throw new ArgumentOutOfRangeException(nameof(maximum), maximum, "at least 1");
        (_free, _open) = (maximum, open);
    }

    public IReadOnlyList<IConnection> Idle
    {
        get
        {
            lock (_gate)
                return _idle.Reverse().ToList();
        }
    }

    public Task<IConnection> RentAsync(CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested)
            return Task.FromCanceled<IConnection>(cancellation);
        var turn = new TaskCompletionSource<Turn>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            if (_idle.TryPop(out var connection))
            {
                _isTaken[connection] = true;
                return Task.FromResult(connection);
            }

            if (_free > 0)
            {
                _free--;
                turn.SetResult(new Turn(null));
            }
            else
            {
                _queue.Enqueue(turn);
            }
        }

        return AfterTurn(turn, cancellation);
    }

    public async ValueTask ReturnAsync(IConnection connection)
    {
        await Task.CompletedTask;
        lock (_gate)
        {
            Check(connection);
            Offer(connection);
        }
    }

    public async ValueTask DiscardAsync(IConnection connection)
    {
        lock (_gate)
        {
            Check(connection);
            _isTaken.Remove(connection);
        }

        try
        {
            await connection.DisposeAsync();
        }
        catch
        {
            // Gone is gone.
        }
        finally
        {
            lock (_gate)
                Offer(null);
        }
    }

    public bool TryTake(IConnection connection)
    {
        lock (_gate)
        {
            if (!_idle.Contains(connection))
                return false;
            var rest = _idle.Where(idle => idle != connection).Reverse().ToList();
            _idle.Clear();
            rest.ForEach(_idle.Push);
            return _isTaken[connection] = true;
        }
    }

    public async Task<bool> TryAddAsync(CancellationToken cancellation)
    {
        lock (_gate)
        {
            if (_free == 0)
                return false;
            _free--;
        }

        await ReturnAsync(await OpenAsync(cancellation));
        return true;
    }

    private async Task<IConnection> AfterTurn(TaskCompletionSource<Turn> turn, CancellationToken cancellation)
    {
        using (cancellation.UnsafeRegister(_ => turn.TrySetCanceled(cancellation), null))
            return (await turn.Task).Connection ?? await OpenAsync(cancellation);
    }

    private async Task<IConnection> OpenAsync(CancellationToken cancellation)
    {
        IConnection? connection = null;
        try
        {
            connection = await _open(cancellation);
            return connection;
        }
        finally
        {
            lock (_gate)
            {
                if (connection is null)
                    Offer(null);
                else
                    _isTaken[connection] = true;
            }
        }
    }

    private void Check(IConnection connection)
    {
        if (!_isTaken.TryGetValue(connection, out var taken) || !taken)
            throw new InvalidOperationException("not taken");
    }

    private void Offer(IConnection? connection)
    {
        while (_queue.TryDequeue(out var turn))
        {
            if (turn.TrySetResult(new Turn(connection)))
                return;
        }

        if (connection is null)
        {
            _free++;
            return;
        }

        _isTaken[connection] = false;
        _idle.Push(connection);
    }
}
