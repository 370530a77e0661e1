namespace Camp.Pooling;

/// <summary>A connection to a database, as far as a pool cares. Disposing closes it.</summary>
public interface IConnection : IAsyncDisposable
{
    /// <summary>When it was opened: a timestamp of the pool's clock.</summary>
    long OpenedAt { get; }

    /// <summary>Asks the server for a sign of life: one round trip.</summary>
    /// <returns>False when the connection is of no use any more; it may also throw then, or never answer.</returns>
    Task<bool> IsAliveAsync(CancellationToken cancellation);
}
