// Mistake: the mark is committed before the work and taken back after a failure: a crash in between loses the event.
// Rejected by: IdempotentTests.The_mark_is_not_there_before_the_work_is
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
        await using var mark = connection.Command("INSERT OR IGNORE INTO handled VALUES ($1, $2)", _consumer, eventId);
        if (await mark.ExecuteNonQueryAsync(cancellation) == 0)
            return false;
        await transaction.CommitAsync(cancellation);
        await using var second = connection.BeginTransaction();
        try
        {
            await work(second, cancellation);
            await second.CommitAsync(cancellation);
            return true;
        }
        catch
        {
            await second.RollbackAsync(CancellationToken.None);
            await using var unmark = connection.Command("DELETE FROM handled WHERE consumer = $1 AND event_id = $2", _consumer, eventId);
            await unmark.ExecuteNonQueryAsync(CancellationToken.None);
            throw;
        }
    }
}
