// Mistake: deliveries under way are kept in memory: another delivery says "handled" before it is.
// Rejected by: IdempotentTests.A_delivery_waits_for_the_one_under_way_and_takes_over_when_that_fails
using Microsoft.Data.Sqlite;

namespace Camp.Events;

/// <summary>Handles each event once, however often it is delivered: by a mark in the database beside the work.</summary>
public sealed class Idempotent
{
    private readonly string _database;
    private readonly string _consumer;
    private readonly System.Collections.Concurrent.ConcurrentDictionary<string, bool> _underWay = new();

    public Idempotent(string database, string consumer) => (_database, _consumer) = (database, consumer);

    public async Task<bool> HandleAsync(
        string eventId, Func<SqliteTransaction, CancellationToken, Task> work, CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrEmpty(eventId);
        cancellation.ThrowIfCancellationRequested();
        if (!_underWay.TryAdd(eventId, true))
            return false;
        using var over = new Finally(() => _underWay.TryRemove(eventId, out _));
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

    private sealed class Finally(Action action) : IDisposable
    {
        public void Dispose() => action();
    }
}
