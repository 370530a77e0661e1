using Camp.Service.Config;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace Camp.Service.Data;

// Lesson 14-data explains this, lesson 07-pooling what a pool does when a connection is opened and disposed.
internal sealed class Database : IDisposable
{
    private readonly string _connection;

    public Database(IOptions<DatabaseOptions> options, IHostEnvironment environment)
    {
        File = Path.GetFullPath(options.Value.File, environment.ContentRootPath);
        // A statement that meets another's write lock tries again for this many seconds.
        _connection = new SqliteConnectionStringBuilder { DataSource = File, DefaultTimeout = 5 }.ToString();
    }

    public string File { get; }

    /// <summary>An open connection from the pool; dispose it to give it back.</summary>
    public async Task<SqliteConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = new SqliteConnection(_connection);
        await connection.OpenAsync(cancellationToken);
        return connection;
    }

    /// <summary>Closes the idle connections; the last one folds the write-ahead log into the file.</summary>
    public void Dispose()
    {
        using var connection = new SqliteConnection(_connection);
        SqliteConnection.ClearPool(connection);
    }
}
