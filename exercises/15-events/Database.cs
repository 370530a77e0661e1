using Microsoft.Data.Sqlite;

namespace Camp.Events;

/// <summary>The user service's SQLite database: its state, the events that wait, and what consumers have handled.</summary>
public static class Database
{
    private const string Schema = """
        PRAGMA journal_mode = WAL;
        CREATE TABLE IF NOT EXISTS users (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
        -- AUTOINCREMENT: a number is never given out twice, so numbers are in the order of the commits.
        CREATE TABLE IF NOT EXISTS outbox (
            number INTEGER PRIMARY KEY AUTOINCREMENT, event_id TEXT NOT NULL UNIQUE,
            user_id INTEGER NOT NULL, name TEXT NOT NULL, sent INTEGER NOT NULL DEFAULT 0);
        CREATE TABLE IF NOT EXISTS handled (consumer TEXT NOT NULL, event_id TEXT NOT NULL, PRIMARY KEY (consumer, event_id));
        """;

    /// <summary>Makes the tables where they are missing.</summary>
    public static async Task CreateAsync(string connectionString, CancellationToken cancellation)
    {
        await using var connection = await OpenAsync(connectionString, cancellation);
        await using var command = connection.CreateCommand();
        command.CommandText = Schema;
        await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>Opens a connection. Whoever opens it disposes it.</summary>
    public static async Task<SqliteConnection> OpenAsync(string connectionString, CancellationToken cancellation)
    {
        var connection = new SqliteConnection(connectionString);
        await connection.OpenAsync(cancellation);
        return connection;
    }

    /// <summary>A command with its parameters, <c>$1</c>, <c>$2</c> and so on, in the connection's transaction if it has one.</summary>
    public static SqliteCommand Command(this SqliteConnection connection, string sql, params object[] values)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        for (var index = 0; index < values.Length; index++)
            command.Parameters.AddWithValue($"${index + 1}", values[index]);
        return command;
    }
}
