// Mistake: the work is committed before the mark is written: a crash in between does it twice.
// Rejected by: IdempotentTests.Work_whose_mark_cannot_be_written_leaves_nothing
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
        // Not deferred: it takes the one place for writers now, so another delivery waits here until this one has ended.
        await using var transaction = connection.BeginTransaction(deferred: false);
        await using var look = connection.Command("SELECT COUNT(*) FROM handled WHERE consumer = $1 AND event_id = $2", _consumer, eventId);
        if ((long)(await look.ExecuteScalarAsync(cancellation))! > 0)
            return false;
        await work(transaction, cancellation);
        await transaction.CommitAsync(cancellation);
        await using var mark = connection.Command("INSERT OR IGNORE INTO handled VALUES ($1, $2)", _consumer, eventId);
        await mark.ExecuteNonQueryAsync(cancellation);
        return true;
    }
}
