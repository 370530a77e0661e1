using Microsoft.Data.Sqlite;

namespace Camp.Events;

/// <summary>Handles each event once, however often it is delivered: by a mark in the database beside the work.</summary>
/// <remarks>
/// The work's writes and the mark (a row in <c>handled</c>) are one transaction: both are there, or neither. So a delivery is
/// done exactly once, also when the process ends in the middle and the event comes again, to this object or to another one on
/// the same database.
/// When the same event is delivered several times at once, one delivery runs the work and the others wait for it; when
/// that one fails, one of the others runs it. Each consumer has its own marks: an event that <c>orders</c> has handled is
/// still new to <c>notifications</c>. Ids are compared letter by letter, upper and lower case differ.
/// </remarks>
public sealed class Idempotent
{
    private readonly string _database;
    private readonly string _consumer;

    /// <param name="database">A connection string; the tables are there (<see cref="Database.CreateAsync"/>).</param>
    /// <param name="consumer">Who handles the events.</param>
    public Idempotent(string database, string consumer) => (_database, _consumer) = (database, consumer);

    /// <summary>Runs <paramref name="work"/> unless this consumer has handled the event.</summary>
    /// <param name="eventId">The event's id; not empty.</param>
    /// <param name="work">Writes through the transaction's connection. It neither commits nor rolls back.</param>
    /// <param name="cancellation">Handed on to the work. When it is cancelled already, nothing runs.</param>
    /// <returns>True when the work ran and is committed; false when the event had been handled before.</returns>
    /// <exception cref="ArgumentException"><paramref name="eventId"/> is null or empty.</exception>
    /// <remarks>What the work throws goes on to the caller; then nothing of it remains, and the event counts as new.</remarks>
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
        // A failure leaves through the end of the block, which rolls back: the mark goes with the work.
        await work(transaction, cancellation);
        await transaction.CommitAsync(cancellation);
        return true;
    }
}
