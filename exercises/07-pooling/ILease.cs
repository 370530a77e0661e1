namespace Camp.Pooling;

/// <summary>A connection for a while: <c>await using var lease = await pool.RentAsync(token);</c> Disposing gives it back.</summary>
public interface ILease : IAsyncDisposable
{
    /// <summary>The connection.</summary>
    /// <exception cref="ObjectDisposedException">It was given back: by now it may be somebody else's.</exception>
    IConnection Connection { get; }
}
