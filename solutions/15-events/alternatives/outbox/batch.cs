// Alternative: BEGIN IMMEDIATE by hand, a batch read at once, and a chain of tasks for the turns.
using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Camp.Events;

public sealed class Outbox(string database)
{
    private readonly Lock _gate = new();
    private Task _last = Task.CompletedTask;

    public async Task<UserCreated> CreateUserAsync(string name, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        using var connection = await Database.OpenAsync(database, cancellation);
        connection.Command("BEGIN IMMEDIATE").ExecuteNonQuery();
        try
        {
            connection.Command("INSERT INTO users (name) VALUES ($1)", name).ExecuteNonQuery();
            var id = Convert.ToInt64(connection.Command("SELECT last_insert_rowid()").ExecuteScalar(), CultureInfo.InvariantCulture);
            var created = new UserCreated(Guid.CreateVersion7().ToString("N"), id, name);
            connection.Command("INSERT INTO outbox (event_id, user_id, name) VALUES ($1, $2, $3)", created.EventId, id, name).ExecuteNonQuery();
            connection.Command("COMMIT").ExecuteNonQuery();
            return created;
        }
        catch
        {
            connection.Command("ROLLBACK").ExecuteNonQuery();
            throw;
        }
    }

    public Task<int> RelayAsync(Func<UserCreated, CancellationToken, Task> publish, CancellationToken cancellation)
    {
        lock (_gate)
        {
            var mine = AfterAsync(_last, publish, cancellation);
            _last = mine;
            return mine;
        }
    }

    private async Task<int> AfterAsync(Task before, Func<UserCreated, CancellationToken, Task> publish, CancellationToken cancellation)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
        using var connection = await Database.OpenAsync(database, cancellation);
        var waiting = Waiting(connection);
        foreach (var (number, created) in waiting)
        {
            cancellation.ThrowIfCancellationRequested();
            await publish(created, cancellation);
            connection.Command("UPDATE outbox SET sent = 1 WHERE number = $1", number).ExecuteNonQuery();
        }

        return waiting.Count;
    }

    private static List<(long, UserCreated)> Waiting(SqliteConnection connection)
    {
        using var rows = connection.Command("SELECT number, event_id, user_id, name FROM outbox WHERE NOT sent ORDER BY number").ExecuteReader();
        var waiting = new List<(long, UserCreated)>();
        while (rows.Read())
            waiting.Add((rows.GetInt64(0), new(rows.GetString(1), rows.GetInt64(2), rows.GetString(3))));
        return waiting;
    }
}
