// Alternative: both accounts change in one statement; the books come first.
using Microsoft.Data.Sqlite;

namespace Camp.Data;

/// <summary>Moves money between accounts, whole or not at all.</summary>
public sealed class Transaction(Func<SqliteConnection> connect)
{
    /// <summary>Takes <paramref name="cents"/> from one account to another.</summary>
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
        command.CommandText = "select cents from accounts where id = @from";
        if ((long)(await command.ExecuteScalarAsync(cancellation))! < cents)
            return Moved.NotEnough;
        command.CommandText = "insert into transfers (from_id, to_id, cents) values (@from, @to, @cents)";
        await command.ExecuteNonQueryAsync(cancellation);
        command.CommandText = "update accounts set cents = cents + case id when @to then @cents else -@cents end where id in (@from, @to)";
        await command.ExecuteNonQueryAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return Moved.Done;
    }
}
