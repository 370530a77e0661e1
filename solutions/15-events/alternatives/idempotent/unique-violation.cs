// Alternative: the mark is a plain insert; the database's unique constraint says that it is there.
using Microsoft.Data.Sqlite;

namespace Camp.Events;

public sealed class Idempotent(string database, string consumer)
{
    private const int Constraint = 19;

    public async Task<bool> HandleAsync(
        string eventId, Func<SqliteTransaction, CancellationToken, Task> work, CancellationToken cancellation)
    {
        if (string.IsNullOrEmpty(eventId))
            throw new ArgumentException("An event needs an id.", nameof(eventId));
        cancellation.ThrowIfCancellationRequested();
        using var connection = await Database.OpenAsync(database, cancellation);
        var transaction = (SqliteTransaction)await connection.BeginTransactionAsync(cancellation);
        try
        {
            try
            {
                await connection.Command("INSERT INTO handled VALUES ($1, $2)", consumer, eventId).ExecuteNonQueryAsync(cancellation);
            }
            catch (SqliteException error) when (error.SqliteErrorCode == Constraint && error.SqliteExtendedErrorCode == 1555)
            {
                await transaction.RollbackAsync(cancellation);
                return false;
            }

            await work(transaction, cancellation);
            transaction.Commit();
            return true;
        }
        finally
        {
            await transaction.DisposeAsync();
        }
    }
}
