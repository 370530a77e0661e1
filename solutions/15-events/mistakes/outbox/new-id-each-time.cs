// Mistake: a delivery that is repeated has another id: no consumer can tell.
// Rejected by: OutboxTests.A_failed_publish_keeps_its_event_and_those_after_it
using Microsoft.Data.Sqlite;

namespace Camp.Events;

/// <summary>Stores users and the events about them together, and sends the events afterwards.</summary>
public sealed class Outbox
{
    private readonly string _database;
    private readonly SemaphoreSlim _turn = new(1);

    public Outbox(string database) => _database = database;

    public async Task<UserCreated> CreateUserAsync(string name, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        await using var connection = await Database.OpenAsync(_database, cancellation);
        await using var transaction = connection.BeginTransaction();
        await using var user = connection.Command("INSERT INTO users (name) VALUES ($1) RETURNING id", name);
        var created = new UserCreated(Guid.NewGuid().ToString(), (long)(await user.ExecuteScalarAsync(cancellation))!, name);
        await using var outgoing = connection.Command(
            "INSERT INTO outbox (event_id, user_id, name) VALUES ($1, $2, $3)", created.EventId, created.UserId, created.Name);
        await outgoing.ExecuteNonQueryAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return created;
    }

    public async Task<int> RelayAsync(Func<UserCreated, CancellationToken, Task> publish, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            await using var connection = await Database.OpenAsync(_database, cancellation);
            var published = 0;
            while (await Next(connection, cancellation) is var (number, created))
            {
                await publish(created, cancellation);
                // Not cancelled any more: what has been published should be marked as sent.
                await using var mark = connection.Command("UPDATE outbox SET sent = 1 WHERE number = $1", number);
                await mark.ExecuteNonQueryAsync(CancellationToken.None);
                published++;
            }

            return published;
        }
        finally
        {
            _turn.Release();
        }
    }

    private static async Task<(long Number, UserCreated Created)?> Next(SqliteConnection connection, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        await using var query = connection.Command(
            "SELECT number, event_id, user_id, name FROM outbox WHERE sent = 0 ORDER BY number LIMIT 1");
        // The reader is closed when this method ends: no read transaction stays open while the event is published.
        await using var row = await query.ExecuteReaderAsync(cancellation);
        return await row.ReadAsync(cancellation)
            ? (row.GetInt64(0), new UserCreated(Guid.NewGuid().ToString(), row.GetInt64(2), row.GetString(3)))
            : null;
    }
}
