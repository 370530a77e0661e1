// Mistake: the balance is read, changed in C# and written, outside of the transaction.
// Rejected by: TransactionTests.Two_at_a_time_overdraw_nothing_and_lose_nothing
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
        await using var command = connection.CreateCommand();
        command.Parameters.AddWithValue("@from", from);
        command.Parameters.AddWithValue("@to", to);
        command.Parameters.AddWithValue("@cents", cents);

        command.CommandText = "select count(*) from accounts where id in (@from, @to)";
        if ((long)(await command.ExecuteScalarAsync(cancellation))! < 2)
            return Moved.NoSuchAccount;
        command.CommandText = "select cents from accounts where id = @from";
        var balance = (long)(await command.ExecuteScalarAsync(cancellation))!;
        if (balance < cents)
            return Moved.NotEnough;
        await using var transaction = connection.BeginTransaction(deferred: false);
        command.Transaction = transaction;
        command.Parameters.AddWithValue("@rest", balance - cents);
        command.CommandText = "update accounts set cents = @rest where id = @from";
        await command.ExecuteNonQueryAsync(cancellation);
        command.CommandText = "update accounts set cents = cents + @cents where id = @to";
        await command.ExecuteNonQueryAsync(cancellation);
        command.CommandText = "insert into transfers (from_id, to_id, cents) values (@from, @to, @cents)";
        await command.ExecuteNonQueryAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return Moved.Done;
    }
}
