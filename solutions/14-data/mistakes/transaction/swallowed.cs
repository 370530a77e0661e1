// Mistake: a failure is answered as NotEnough.
// Rejected by: TransactionTests.A_failure_after_any_change_takes_all_back
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
        command.CommandText = "update accounts set cents = cents - @cents where id = @from and cents >= @cents";
        if (await command.ExecuteNonQueryAsync(cancellation) == 0)
            return Moved.NotEnough;
        command.CommandText = "update accounts set cents = cents + @cents where id = @to";
        await command.ExecuteNonQueryAsync(cancellation);
        command.CommandText = "insert into transfers (from_id, to_id, cents) values (@from, @to, @cents)";
        try
        {
            await command.ExecuteNonQueryAsync(cancellation);
        }
        catch (SqliteException)
        {
            return Moved.NotEnough;
        }

        await transaction.CommitAsync(cancellation);
        return Moved.Done;
    }
}
