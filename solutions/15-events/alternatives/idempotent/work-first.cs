// Alternative: the work comes first and the mark second, in one transaction; deliveries within the process wait at a semaphore.
using Microsoft.Data.Sqlite;

namespace Camp.Events;

public sealed class Idempotent(string database, string consumer)
{
    private readonly SemaphoreSlim _one = new(1);

    public async Task<bool> HandleAsync(
        string eventId, Func<SqliteTransaction, CancellationToken, Task> work, CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrEmpty(eventId);
        await _one.WaitAsync(cancellation);
        try
        {
            await using var connection = await Database.OpenAsync(database, cancellation);
            await using var transaction = connection.BeginTransaction();
            await using var look = connection.Command("SELECT 1 FROM handled WHERE consumer = $1 AND event_id = $2", consumer, eventId);
            if (await look.ExecuteScalarAsync(cancellation) is not null)
                return false;
            await work(transaction, cancellation);
            await using var mark = connection.Command("INSERT INTO handled VALUES ($1, $2)", consumer, eventId);
            await mark.ExecuteNonQueryAsync(cancellation);
            await transaction.CommitAsync(cancellation);
            return true;
        }
        finally
        {
            _one.Release();
        }
    }
}
