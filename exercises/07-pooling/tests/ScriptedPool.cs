namespace Camp.Pooling.Tests;

/// <summary>The inner pool of a layer under test: does as the test says, and remembers what it was asked for.</summary>
public sealed class ScriptedPool : IPool
{
    private readonly Lock _gate = new();
    private readonly List<IConnection> _idle = [];
    private readonly List<IConnection> _returned = [];
    private readonly List<IConnection> _discarded = [];
    private readonly Queue<Func<CancellationToken, Task<IConnection>>> _rents = new();
    private int _asked, _adds, _adding, _mostAdding;

    /// <summary>How often RentAsync was called.</summary>
    public int Asked => Volatile.Read(ref _asked);

    /// <summary>How often TryAddAsync was called.</summary>
    public int Adds => Volatile.Read(ref _adds);

    /// <summary>The most calls of TryAddAsync at once.</summary>
    public int MostAdding => Volatile.Read(ref _mostAdding);

    public CancellationToken LastToken { get; private set; }

    /// <summary>What TryAddAsync does; unless told, it adds an idle connection.</summary>
    public Func<CancellationToken, Task<bool>>? OnAdd { get; set; }

    /// <summary>Runs after TryTake was asked for and before it answers.</summary>
    public Action<IConnection>? OnTake { get; set; }

    public IReadOnlyList<IConnection> Idle => Copy(_idle);

    public IReadOnlyList<IConnection> Returned => Copy(_returned);

    public IReadOnlyList<IConnection> Discarded => Copy(_discarded);

    /// <summary>The next calls of RentAsync give these.</summary>
    public void Gives(params IConnection[] connections)
    {
        foreach (var connection in connections)
            Does(_ => Task.FromResult(connection));
    }

    /// <summary>The next call of RentAsync does this.</summary>
    public void Does(Func<CancellationToken, Task<IConnection>> rent) => _rents.Enqueue(rent);

    public void Add(params IEnumerable<IConnection> connections)
    {
        lock (_gate)
            _idle.AddRange(connections);
    }

    /// <summary>Somebody else takes it.</summary>
    public void Steal(IConnection connection)
    {
        lock (_gate)
            _idle.Remove(connection);
    }

    public Task<IConnection> RentAsync(CancellationToken cancellation)
    {
        Interlocked.Increment(ref _asked);
        LastToken = cancellation;
        Func<CancellationToken, Task<IConnection>>? rent;
        lock (_gate)
        {
            if (!_rents.TryDequeue(out rent) && _idle.Count > 0)
            {
                var last = _idle[^1];
                _idle.RemoveAt(_idle.Count - 1);
                return Task.FromResult(last);
            }
        }

        return rent?.Invoke(cancellation) ?? Task.FromException<IConnection>(new IOException("The test's pool has no more connections: it was asked too often."));
    }

    public ValueTask ReturnAsync(IConnection connection)
    {
        lock (_gate)
        {
            _returned.Add(connection);
            _idle.Add(connection);
        }

        return ValueTask.CompletedTask;
    }

    public async ValueTask DiscardAsync(IConnection connection)
    {
        lock (_gate)
            _discarded.Add(connection);
        await connection.DisposeAsync();
    }

    public bool TryTake(IConnection connection)
    {
        OnTake?.Invoke(connection);
        lock (_gate)
            return _idle.Remove(connection);
    }

    public async Task<bool> TryAddAsync(CancellationToken cancellation)
    {
        Interlocked.Increment(ref _adds);
        lock (_gate)
            _mostAdding = Math.Max(_mostAdding, ++_adding);
        try
        {
            if (OnAdd is not null)
                return await OnAdd(cancellation);
            Add(new Connection());
            return true;
        }
        finally
        {
            lock (_gate)
                _adding--;
        }
    }

    private IReadOnlyList<IConnection> Copy(List<IConnection> list)
    {
        lock (_gate)
            return [.. list];
    }
}
