using Camp.Testing;

namespace Camp.Pooling.Tests;

/// <summary>A database server in memory, which knows what was opened and closed, and can be away for a while.</summary>
public sealed class Server(TimeProvider? clock = null)
{
    private readonly Lock _gate = new();
    private readonly List<Connection> _opened = [];
    private int _asked, _now, _most, _closed;

    /// <summary>When set, openings arrive here and go on when it opens.</summary>
    public Gate? Opening { get; set; }

    /// <summary>When set, closings arrive here and go on when it opens.</summary>
    public Gate? Closing { get; set; }

    /// <summary>When set, opening fails with it.</summary>
    public Exception? Refusal { get; set; }

    public CancellationToken LastToken { get; private set; }

    /// <summary>How often it was asked for a connection.</summary>
    public int Asked => Volatile.Read(ref _asked);

    public int Closed => Volatile.Read(ref _closed);

    /// <summary>The most connections at once, those being opened or closed included.</summary>
    public int Most => Volatile.Read(ref _most);

    public IReadOnlyList<Connection> Opened
    {
        get
        {
            lock (_gate)
                return [.. _opened];
        }
    }

    public async Task<IConnection> OpenAsync(CancellationToken cancellation)
    {
        lock (_gate)
        {
            _asked++;
            _most = Math.Max(_most, ++_now);
            LastToken = cancellation;
        }

        try
        {
            if (Opening is { } gate)
                await gate.Pass().WaitAsync(cancellation);
            if (Refusal is { } refusal)
                throw refusal;
        }
        catch
        {
            Gone();
            throw;
        }

        lock (_gate)
        {
            var connection = new Connection(this, _opened.Count + 1, clock?.GetTimestamp() ?? 0);
            _opened.Add(connection);
            return connection;
        }
    }

    public async Task CloseAsync()
    {
        if (Closing is { } gate)
            await gate.Pass();
        Gone();
        Interlocked.Increment(ref _closed);
    }

    private void Gone()
    {
        lock (_gate)
            _now--;
    }

    /// <summary>Stopped and started again: every connection from before is dead.</summary>
    public void Restart()
    {
        foreach (var connection in Opened)
            connection.Answer = _ => Task.FromResult(false);
    }
}
