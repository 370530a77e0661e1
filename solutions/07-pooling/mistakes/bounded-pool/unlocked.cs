// Mistake: returning and renting change the list without the lock.
// Rejected by: BoundedPoolRaces.Two_share_one_connection
// Explored: race
namespace Camp.Pooling;

/// <summary>The core of a pool: so many connections at most; who finds none waits, first come, first served.</summary>
public sealed class BoundedPool : IPool
{
    private readonly Lock _gate = new();
    private readonly int _maximum;
    private readonly Func<CancellationToken, Task<IConnection>> _open;
    private readonly List<IConnection> _idle = [];
    private readonly HashSet<IConnection> _taken = new(ReferenceEqualityComparer.Instance);

    // Each waits for a connection, or for null: a place to open one.
    private readonly LinkedList<TaskCompletionSource<IConnection?>> _waiting = new();

    // Connections and connections to be: what is counted against the maximum.
    private int _places;

    public BoundedPool(int maximum, Func<CancellationToken, Task<IConnection>> open)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maximum, 1);
        (_maximum, _open) = (maximum, open);
    }

    public IReadOnlyList<IConnection> Idle
    {
        get
        {
            lock (_gate)
                return [.. _idle];
        }
    }

    public async Task<IConnection> RentAsync(CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        LinkedListNode<TaskCompletionSource<IConnection?>>? turn = null;
        lock (_gate)
        {
            if (_idle.Count > 0)
                return Take_NeedsLock(_idle.Count - 1);
            if (_places < _maximum)
                _places++;
            else
                turn = _waiting.AddLast(new TaskCompletionSource<IConnection?>(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        var connection = turn is null ? null : await WaitAsync(turn, cancellation);
        return connection ?? Taken(await OpenAsync(cancellation));
    }

    public ValueTask ReturnAsync(IConnection connection)
    {
        GiveUp_NeedsLock(connection);
        PutBack_NeedsLock(connection);

        return ValueTask.CompletedTask;
    }

    public async ValueTask DiscardAsync(IConnection connection)
    {
        lock (_gate)
            GiveUp_NeedsLock(connection);
        try
        {
            await connection.DisposeAsync();
        }
        catch (Exception)
        {
            // It was to go, and it is gone.
        }

        FreePlace();
    }

    public bool TryTake(IConnection connection)
    {
        lock (_gate)
        {
            var at = _idle.FindIndex(idle => ReferenceEquals(idle, connection));
            if (at >= 0)
                Take_NeedsLock(at);
            return at >= 0;
        }
    }

    public async Task<bool> TryAddAsync(CancellationToken cancellation)
    {
        lock (_gate)
        {
            if (_places == _maximum)
                return false;
            _places++;
        }

        var connection = await OpenAsync(cancellation);
        lock (_gate)
            PutBack_NeedsLock(connection);
        return true;
    }

    // The place is taken before; if there will be no connection it is free again.
    private async Task<IConnection> OpenAsync(CancellationToken cancellation)
    {
        try
        {
            return await _open(cancellation);
        }
        catch
        {
            FreePlace();
            throw;
        }
    }

    private void FreePlace()
    {
        lock (_gate)
        {
            // The place goes from hand to hand: nobody can come in between.
            if (!HandOver_NeedsLock(null))
                _places--;
        }
    }

    private void PutBack_NeedsLock(IConnection connection)
    {
        if (HandOver_NeedsLock(connection))
            _taken.Add(connection);
        else
            _idle.Add(connection);
    }

    private bool HandOver_NeedsLock(IConnection? connection)
    {
        if (_waiting.First is not { } first)
            return false;
        _waiting.RemoveFirst();
        // The waiter's code does not run here, inside the lock: the source runs continuations elsewhere.
        first.Value.SetResult(connection);
        return true;
    }

    private async Task<IConnection?> WaitAsync(LinkedListNode<TaskCompletionSource<IConnection?>> turn, CancellationToken cancellation)
    {
        await using var leaving = cancellation.Register(() => Leave(turn, cancellation));
        return await turn.Value.Task;
    }

    private void Leave(LinkedListNode<TaskCompletionSource<IConnection?>> turn, CancellationToken cancellation)
    {
        lock (_gate)
        {
            // Else its turn has come in this very moment, and it is out of the queue.
            if (turn.Value.TrySetCanceled(cancellation))
                _waiting.Remove(turn);
        }
    }

    private IConnection Take_NeedsLock(int at)
    {
        var connection = _idle[at];
        _idle.RemoveAt(at);
        _taken.Add(connection);
        return connection;
    }

    private IConnection Taken(IConnection connection)
    {
        lock (_gate)
            _taken.Add(connection);
        return connection;
    }

    private void GiveUp_NeedsLock(IConnection connection)
    {
        if (!_taken.Remove(connection))
            throw new InvalidOperationException("Nobody has this connection: it came back before, or it is from another pool.");
    }
}
