using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Camp.Service.Data;

// Lesson 14-data explains this, lesson 07-pooling each setting of the pool.
internal sealed class Database(IOptions<DatabaseOptions> options, ILoggerFactory loggers, Leaks leaks) : IAsyncDisposable
{
    /// <summary>The type of an id that is never given twice.</summary>
    public const string Identity = "bigint generated always as identity primary key";

    private readonly NpgsqlDataSource _source = Source(options.Value, loggers);

    /// <summary>An open connection from the pool; dispose it to give it back. The pool's report of leaks names the caller.</summary>
    public async Task<DbConnection> OpenAsync(
        CancellationToken cancellationToken, [CallerFilePath] string file = "", [CallerMemberName] string member = "")
    {
        var connection = await _source.OpenConnectionAsync(cancellationToken);
        leaks.Watch(connection, $"{Path.GetFileNameWithoutExtension(file)}.{member}");
        return connection;
    }

    /// <summary>Begins a transaction.</summary>
    public async Task<UnitOfWork> BeginAsync(
        CancellationToken cancellationToken, [CallerFilePath] string file = "", [CallerMemberName] string member = "")
    {
        var connection = await OpenAsync(cancellationToken, file, member);
        try
        {
            return new UnitOfWork(connection, await connection.BeginTransactionAsync(cancellationToken));
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Whether a statement failed because a unique value is there already.</summary>
    public static bool IsTaken(DbException failure) => failure.SqlState == PostgresErrorCodes.UniqueViolation;

    /// <summary>Whether a statement failed because of the server and not of its values: then it may succeed later.</summary>
    public static bool IsAway(DbException failure) => failure.IsTransient;

    public ValueTask DisposeAsync() => _source.DisposeAsync();

    private static NpgsqlDataSource Source(DatabaseOptions database, ILoggerFactory loggers)
    {
        var source = new NpgsqlDataSourceBuilder(database.ConnectionString);
        source.ConnectionStringBuilder.MaxPoolSize = database.MaxConnections;
        source.ConnectionStringBuilder.MinPoolSize = database.MinIdle;
        source.ConnectionStringBuilder.Timeout = (int)database.AcquireTimeout.TotalSeconds;
        source.ConnectionStringBuilder.ConnectionIdleLifetime = (int)database.IdleLifetime.TotalSeconds;
        source.ConnectionStringBuilder.ConnectionLifetime = (int)database.Lifetime.TotalSeconds;
        // A statement that came twice is kept prepared on its connection.
        source.ConnectionStringBuilder.MaxAutoPrepare = 20;
        source.ConnectionStringBuilder.AutoPrepareMinUsages = 2;
        return source.UseLoggerFactory(loggers).Build();
    }
}
