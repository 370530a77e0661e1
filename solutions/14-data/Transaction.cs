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
    /// <summary>Takes <paramref name="cents"/> from one account to another.</summary>
    /// <returns><see cref="Moved.NoSuchAccount"/> also when the other account has not enough.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="cents"/> is zero or negative.</exception>
    /// <exception cref="ArgumentException">The accounts are the same.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled before the commit. Nothing has moved.</exception>
    public async Task<Moved> MoveAsync(long from, long to, long cents, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(cents);
        if (from == to)
            throw new ArgumentException($"From account {from} to itself nothing can be moved.", nameof(to));
        await using var connection = connect();
        await connection.OpenAsync(cancellation);
        // "begin immediate": the lock for writing is taken at once. Taken at the first write it would come too late, when another
        // has changed what was read here. What is disposed of without a commit is rolled back.
        await using var transaction = connection.BeginTransaction(deferred: false);
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.Parameters.AddWithValue("@from", from);
        command.Parameters.AddWithValue("@to", to);
        command.Parameters.AddWithValue("@cents", cents);

        command.CommandText = "select count(*) from accounts where id in (@from, @to)";
        if ((long)(await command.ExecuteScalarAsync(cancellation))! < 2)
            return Moved.NoSuchAccount;
        command.CommandText = "update accounts set cents = cents - @cents where id = @from and cents >= @cents";
        if (await command.ExecuteNonQueryAsync(cancellation) == 0)
            return Moved.NotEnough;
        command.CommandText = "update accounts set cents = cents + @cents where id = @to";
        await command.ExecuteNonQueryAsync(cancellation);
        command.CommandText = "insert into transfers (from_id, to_id, cents) values (@from, @to, @cents)";
        await command.ExecuteNonQueryAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return Moved.Done;
    }
}
