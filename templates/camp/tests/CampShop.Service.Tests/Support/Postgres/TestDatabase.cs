using Dapper;
using Npgsql;

namespace Camp.Service.Tests.Support;

/// <summary>A database of its own on the tests' PostgreSQL server.</summary>
internal sealed class TestDatabase : IAsyncDisposable
{
    private TestDatabase(string connectionString) => ConnectionString = connectionString;

    public string ConnectionString { get; }

    // A busy machine may take long for a connection; how long a service waits for one is PoolTests' matter.
    public string[] Settings =>
        [$"--Database:ConnectionString={ConnectionString}", "--Database:MinIdle=0", "--Database:AcquireTimeout=00:00:30"];

    public static async Task<TestDatabase> CreateAsync()
    {
        var server = await PostgresServer.StartedAsync();
        var name = $"test_{Guid.NewGuid():N}";
        await using var connection = new NpgsqlConnection($"{server};Database=postgres;Pooling=false");
        await connection.ExecuteAsync($"create database {name}");
        return new TestDatabase($"{server};Database={name}");
    }

    // The server and all of its databases go when the tests end.
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
