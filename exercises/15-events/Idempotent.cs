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
    /// <param name="database">A connection string; the tables are there (<see cref="Database.CreateAsync"/>).</param>
    /// <param name="consumer">Who handles the events.</param>
    // TODO 1: keep the two.
    public Idempotent(string database, string consumer) =>
        throw new NotImplementedException("Idempotent: keep the database and the consumer's name.");

    /// <summary>Runs <paramref name="work"/> unless this consumer has handled the event.</summary>
    /// <param name="eventId">The event's id; not empty.</param>
    /// <param name="work">Writes through the transaction's connection. It neither commits nor rolls back.</param>
    /// <param name="cancellation">Handed on to the work. When it is cancelled already, nothing runs.</param>
    /// <returns>True when the work ran and is committed; false when the event had been handled before.</returns>
    /// <exception cref="ArgumentException"><paramref name="eventId"/> is null or empty.</exception>
    /// <remarks>What the work throws goes on to the caller; then nothing of it remains, and the event counts as new.</remarks>
    // TODO 2: begin a transaction that writes from its first moment on, so that deliveries take turns.
    // TODO 3: insert the mark, or find that it is there.
    // TODO 4: run the work in the same transaction, then commit.
    public Task<bool> HandleAsync(
        string eventId, Func<SqliteTransaction, CancellationToken, Task> work, CancellationToken cancellation) =>
        throw new NotImplementedException("Idempotent.HandleAsync: the mark and the work in one transaction.");
}
