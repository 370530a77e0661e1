// Mistake: it looks before the transaction begins.
// Rejected by: IdempotentTests.Deliveries_at_once_run_the_work_once
using Microsoft.Data.Sqlite;

namespace Camp.Events;

/// <summary>Handles each event once, however often it is delivered: by a mark in the database beside the work.</summary>
public sealed class Idempotent
{
    private readonly string _database;
    private readonly string _consumer;

    public Idempotent(string database, string consumer) => (_database, _consumer) = (database, consumer);

    public async Task<bool> HandleAsync(
        string eventId, Func<SqliteTransaction, CancellationToken, Task> work, CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrEmpty(eventId);
        cancellation.ThrowIfCancellationRequested();
        await using var connection = await Database.OpenAsync(_database, cancellation);
        await using var look = connection.Command("SELECT COUNT(*) FROM handled WHERE consumer = $1 AND event_id = $2", _consumer, eventId);
        if ((long)(await look.ExecuteScalarAsync(cancellation))! > 0)
            return false;
        await using var transaction = connection.BeginTransaction(deferred: false);
        await using var mark = connection.Command("INSERT OR IGNORE INTO handled VALUES ($1, $2)", _consumer, eventId);
        await mark.ExecuteNonQueryAsync(cancellation);
        // A failure leaves through the end of the block, which rolls back: the mark goes with the work.
        await work(transaction, cancellation);
        await transaction.CommitAsync(cancellation);
        return true;
    }
}
