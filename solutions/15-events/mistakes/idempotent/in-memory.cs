// Mistake: the marks are in memory: after a restart everything is new.
// Rejected by: IdempotentTests.Another_object_on_the_same_database_knows_what_was_handled
using Microsoft.Data.Sqlite;

namespace Camp.Events;

/// <summary>Handles each event once, however often it is delivered: by a mark in the database beside the work.</summary>
public sealed class Idempotent
{
    private readonly string _database;
    private readonly System.Collections.Concurrent.ConcurrentDictionary<string, bool> _handled = new();

    public Idempotent(string database, string consumer) => _database = database;

    public async Task<bool> HandleAsync(
        string eventId, Func<SqliteTransaction, CancellationToken, Task> work, CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrEmpty(eventId);
        cancellation.ThrowIfCancellationRequested();
        await using var connection = await Database.OpenAsync(_database, cancellation);
        // Not deferred: it takes the one place for writers now, so another delivery waits here until this one has ended.
        await using var transaction = connection.BeginTransaction(deferred: false);
        if (_handled.ContainsKey(eventId))
            return false;
        // A failure leaves through the end of the block, which rolls back: the mark goes with the work.
        await work(transaction, cancellation);
        await transaction.CommitAsync(cancellation);
        _handled[eventId] = true;
        return true;
    }
}
