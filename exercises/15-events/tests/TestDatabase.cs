using Microsoft.Data.Sqlite;

namespace Camp.Events.Tests;

/// <summary>A real SQLite file for one test, with the tables of the lesson and one for what handlers write.</summary>
public sealed class TestDatabase : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("camp-events-");

    private TestDatabase()
    {
    }

    /// <summary>A file beside the database.</summary>
    public string Log => Path.Combine(_folder.FullName, "log.txt");

    /// <summary>Not pooled: when the last connection is closed, nothing keeps the file.</summary>
    public string Connection => $"Data Source={Path.Combine(_folder.FullName, "camp.db")};Pooling=False;Default Timeout=20";

    public static async Task<TestDatabase> Create()
    {
        var database = new TestDatabase();
        await Database.CreateAsync(database.Connection, CancellationToken.None);
        database.Run("CREATE TABLE effects (text TEXT NOT NULL)");
        return database;
    }

    /// <summary>Runs statements on a connection of its own.</summary>
    public void Run(string sql)
    {
        using var connection = Open();
        using var command = connection.Command(sql);
        command.ExecuteNonQuery();
    }

    /// <summary>The first column of all rows, as text.</summary>
    public string[] Column(string sql)
    {
        using var connection = Open();
        using var command = connection.Command(sql);
        using var rows = command.ExecuteReader();
        var values = new List<string>();
        while (rows.Read())
            values.Add(rows.GetValue(0).ToString()!);
        return [.. values];
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection(Connection);
        connection.Open();
        return connection;
    }
}
