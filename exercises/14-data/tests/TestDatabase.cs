using Camp.Testing;
using Microsoft.Data.Sqlite;

namespace Camp.Data.Tests;

/// <summary>A SQLite file for one test, which counts the connections that are made and not disposed of.</summary>
public sealed class TestDatabase : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("camp-data-").FullName;
    private int _open;
    private int _made;

    public TestDatabase(string schema)
    {
        Path = System.IO.Path.Combine(_folder, "camp.db");
        // Readers and a writer side by side, as a server would have it.
        Run("pragma journal_mode = wal");
        Run(schema);
    }

    public string Path { get; }

    /// <summary>Connections made by <see cref="Connect"/>.</summary>
    public int Made => Volatile.Read(ref _made);

    /// <summary>Those of them that nobody has disposed of.</summary>
    public int Left => Volatile.Read(ref _open);

    /// <summary>What the SQL function watch(x) calls, with x.</summary>
    public Action<object> Watch { get; set; } = _ => { };

    /// <summary>What an answer gets its connections from.</summary>
    public SqliteConnection Connect()
    {
        Interlocked.Increment(ref _made);
        Interlocked.Increment(ref _open);
        var connection = Connection(Path, value => Watch(value));
        var gone = 0;
        connection.Disposed += (_, _) => Interlocked.Add(ref _open, Interlocked.Exchange(ref gone, 1) - 1);
        return connection;
    }

    /// <summary>A connection on which SQL can call watch(x), as triggers and views of the tests do.</summary>
    public static SqliteConnection Connection(string path, Action<object> watch)
    {
        // Unpooled, so that a file is free as soon as its connections are gone.
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        connection.StateChange += (_, change) =>
        {
            if (change.CurrentState == System.Data.ConnectionState.Open)
                connection.CreateFunction("watch", (object value) => { watch(value); return value; });
        };
        return connection;
    }

    /// <summary>Runs statements of the test's own.</summary>
    public void Run(string sql)
    {
        using var connection = Connection(Path, _ => { });
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>All rows of a query as text, "1|ann; 2|bob".</summary>
    public string Rows(string sql)
    {
        using var connection = Connection(Path, _ => { });
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(reader.GetValue)));
        return string.Join("; ", rows);
    }

    public void AllAreDisposedOf(string section) =>
        Expect.Equal(0, Left, $"Connections of {Made} that nobody has disposed of", section);

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        try
        {
            Directory.Delete(_folder, recursive: true);
        }
        catch (IOException)
        {
            // A wrong answer still has the file open, and the system does not let go of such a file: the temporary folder keeps it.
        }
    }
}
