namespace Camp.Pooling;

/// <summary>Connections that are opened once and used many times. Go: <c>sql.DB</c>. Any number of threads may call anything at once.</summary>
public interface IPool
{
    /// <summary>The connections that nobody has at this moment, the longest idle first; a copy.</summary>
    IReadOnlyList<IConnection> Idle { get; }

    /// <summary>Takes a connection: an idle one, or a new one, or the next that comes back.</summary>
    Task<IConnection> RentAsync(CancellationToken cancellation);

    /// <summary>Gives back what was taken, for the next to use.</summary>
    ValueTask ReturnAsync(IConnection connection);

    /// <summary>Closes what was taken; then its place is free. A failure to close is swallowed, and the place is free all the same.</summary>
    ValueTask DiscardAsync(IConnection connection);

    /// <summary>Takes this very connection, if it is idle.</summary>
    /// <returns>Whether it was idle. Then it is taken, as if it had been rented.</returns>
    bool TryTake(IConnection connection);

    /// <summary>Opens one more connection, if there is a place for it, and makes it idle.</summary>
    /// <returns>Whether there was a place.</returns>
    /// <exception cref="Exception">What opening threw.</exception>
    Task<bool> TryAddAsync(CancellationToken cancellation);
}
