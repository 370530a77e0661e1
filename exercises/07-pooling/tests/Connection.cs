namespace Camp.Pooling.Tests;

/// <summary>A connection to a <see cref="Server"/>, numbered from 1 in the order of opening.</summary>
public sealed class Connection(Server? server = null, int number = 1, long openedAt = 0) : IConnection
{
    private int _closed, _checks, _users;

    public int Number => number;

    public long OpenedAt => openedAt;

    /// <summary>What the check says.</summary>
    public Func<CancellationToken, Task<bool>> Answer { get; set; } = _ => Task.FromResult(true);

    /// <summary>When set, closing fails with it.</summary>
    public Exception? CloseFailure { get; set; }

    public bool Closed => Volatile.Read(ref _closed) > 0;

    /// <summary>How often it was asked for a sign of life.</summary>
    public int Checks => Volatile.Read(ref _checks);

    /// <summary>Set when two had it at once, or one had it when it was closed.</summary>
    public bool Misused { get; private set; }

    public Task<bool> IsAliveAsync(CancellationToken cancellation)
    {
        Interlocked.Increment(ref _checks);
        return Answer(cancellation);
    }

    /// <summary>Uses it for a moment.</summary>
    public async Task Use()
    {
        Misused |= Interlocked.Increment(ref _users) > 1 || Closed;
        await Task.Yield();
        Misused |= Volatile.Read(ref _users) > 1 || Closed;
        Interlocked.Decrement(ref _users);
    }

    /// <summary>Uses it on this thread.</summary>
    public void Hold()
    {
        Misused |= Interlocked.Increment(ref _users) > 1;
        Thread.SpinWait(5);
        Misused |= Volatile.Read(ref _users) > 1;
        Interlocked.Decrement(ref _users);
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Increment(ref _closed) == 1 && server is not null)
            await server.CloseAsync();
        if (CloseFailure is not null)
            throw CloseFailure;
    }

    public override string ToString() => $"connection {number}";
}
