using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace Camp.Service.Data;

// Lesson 14-data explains this, lesson 07-pooling what a pool does when a connection is opened and disposed.
internal sealed class Database : IDisposable
{
    /// <summary>The type of an id that is never given twice.</summary>
    public const string Identity = "integer primary key autoincrement";

    // SQLite's result codes.
    private const int Error = 1;
    private const int Constraint = 19;
    private const int UniqueViolation = 2067;

    private readonly string _connection;
    private readonly SemaphoreSlim _writer = new(1);

    public Database(IOptions<DatabaseOptions> options, IHostEnvironment environment)
    {
        File = Path.GetFullPath(options.Value.File, environment.ContentRootPath);
        // A statement that meets another process's write lock tries again for this many seconds. Nobody stands in a queue for that
        // lock: beside a process that writes all the time, each try is a matter of luck.
        _connection = new SqliteConnectionStringBuilder { DataSource = File, DefaultTimeout = 30 }.ToString();
    }

    public string File { get; }

    /// <summary>An open connection from the pool; dispose it to give it back.</summary>
    public async Task<DbConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = new SqliteConnection(_connection);
        await connection.OpenAsync(cancellationToken);
        return connection;
    }

    /// <summary>Begins a transaction that may write. SQLite has one writer at a time: waiting for it here costs no thread.</summary>
    public async Task<UnitOfWork> BeginAsync(CancellationToken cancellationToken)
    {
        await _writer.WaitAsync(cancellationToken);
        DbConnection? connection = null;
        try
        {
            connection = await OpenAsync(cancellationToken);
            // SQLite tries again after 1, 2, 5 ms and so on; the library alone would let 150 ms pass each time.
            await connection.ExecuteAsync(Sql.Of("pragma busy_timeout = 1000", null, cancellationToken));
            return new UnitOfWork(connection, await connection.BeginTransactionAsync(cancellationToken), () => _writer.Release());
        }
        catch
        {
            connection?.Dispose();
            _writer.Release();
            throw;
        }
    }

    /// <summary>Whether a statement failed because a unique value is there already.</summary>
    public static bool IsTaken(DbException failure) =>
        failure is SqliteException { SqliteExtendedErrorCode: UniqueViolation };

    /// <summary>Whether a statement failed because of the file and not of its values: then it may succeed later.</summary>
    public static bool IsAway(DbException failure) =>
        failure is SqliteException { SqliteErrorCode: not (Constraint or Error) };

    /// <summary>Closes the idle connections; the last one folds the write-ahead log into the file.</summary>
    public void Dispose()
    {
        _writer.Dispose();
        using var connection = new SqliteConnection(_connection);
        SqliteConnection.ClearPool(connection);
    }
}
