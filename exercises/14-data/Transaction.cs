using Microsoft.Data.Sqlite;

namespace Camp.Data;

/// <summary>Moves money between accounts, whole or not at all.</summary>
/// <remarks>
/// A transfer is three changes of the file: less in one account, more in the other, a row in transfers. They become visible together,
/// or none of them does: when there is no such account or not enough money, when a change fails, when the token is cancelled
/// before the commit, and when the process is killed at any moment. What has been reported as <see cref="Moved.Done"/> stays, also when
/// the process is killed right after it.
/// Transfers may run at the same time, on threads or in processes: they wait for each other, no account is overdrawn and no
/// money is lost.
/// Each call asks for a connection, opens it and disposes of it, however the call ends.
/// </remarks>
/// <param name="connect">Makes a connection that is closed still.</param>
public sealed class Transaction(Func<SqliteConnection> connect)
{
    private readonly Func<SqliteConnection> _connect = connect;

    /// <summary>Takes <paramref name="cents"/> from one account to another.</summary>
    /// <returns><see cref="Moved.NoSuchAccount"/> also when the other account has not enough.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="cents"/> is zero or negative.</exception>
    /// <exception cref="ArgumentException">The accounts are the same.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled before the commit. Nothing has moved.</exception>
    // TODO 1: refuse what makes no sense.
    // TODO 2: begin a transaction that takes the lock for writing at once.
    // TODO 3: the three changes; look at how many rows each has changed.
    // TODO 4: commit. On every other way out the transaction is disposed of, and so rolled back.
    public Task<Moved> MoveAsync(long from, long to, long cents, CancellationToken cancellation) =>
        throw new NotImplementedException("Transaction.MoveAsync: three changes in one transaction, on one connection.");
}
