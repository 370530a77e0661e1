// Alternative: what was sent is deleted instead of marked.
using Microsoft.Data.Sqlite;

namespace Camp.Events;

/// <summary>Stores users and the events about them together, and sends the events afterwards.</summary>
/// <remarks>
/// A user (a row in <c>users</c>) and its event (a row in <c>outbox</c>) are one transaction: both are there, or neither,
/// wherever the process ends. Sending comes later and reads the outbox, so no event is lost when the broker or the process is
/// away. An event can be published twice, when the process ends between publishing and writing that down; its
/// <see cref="UserCreated.EventId"/> is then the same.
/// While an event is being published no transaction is open: users can be created meanwhile.
/// </remarks>
public sealed class Outbox
{
    private readonly string _database;
    private readonly SemaphoreSlim _turn = new(1);

    /// <param name="database">A connection string; the tables are there (<see cref="Database.CreateAsync"/>).</param>
    public Outbox(string database) => _database = database;

    /// <summary>Creates a user and its event.</summary>
    /// <returns>The event, with an id of its own that no other event has.</returns>
    /// <remarks>
    /// What the database throws, such as for a name that is taken, goes on to the caller; then neither is there.
    /// When <paramref name="cancellation"/> is cancelled already, nothing is stored.
    /// </remarks>
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

    /// <summary>Publishes the events that wait, in the order they were stored, one after the other.</summary>
    /// <returns>How many this call has published.</returns>
    /// <remarks>
    /// Each event is marked as sent when its publish has ended well, before the next begins: it is not published again, by any
    /// Outbox on this database. When <paramref name="publish"/> throws, that goes on to the caller, and this event and those
    /// after it still wait. Calls on the same object at once take turns, so that no event is published by two of them.
    /// </remarks>
    public async Task<int> RelayAsync(Func<UserCreated, CancellationToken, Task> publish, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            await using var connection = await Database.OpenAsync(_database, cancellation);
            var published = 0;
            for (; await Next(connection, cancellation) is var (number, created); published++)
            {
                await publish(created, cancellation);
                // A row that is gone is a row that was sent. Not cancelled any more.
                await using var gone = connection.Command("DELETE FROM outbox WHERE number = $1", number);
                await gone.ExecuteNonQueryAsync(CancellationToken.None);
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
            ? (row.GetInt64(0), new UserCreated(row.GetString(1), row.GetInt64(2), row.GetString(3)))
            : null;
    }
}
