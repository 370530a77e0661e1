using Dapper;
using Npgsql;

namespace Camp.Service.Tests.Support;

/// <summary>A database of its own on the tests' PostgreSQL server.</summary>
internal sealed class TestDatabase : IAsyncDisposable
{
    private readonly string _server;
    private readonly string _name = $"test_{Guid.NewGuid():N}";

    private TestDatabase(string server) => _server = server;

    public string ConnectionString => $"{_server};Database={_name}";

    // A busy machine may take long for a connection; how long a service waits for one is PoolTests' matter.
    public string[] Settings =>
        [$"--Database:ConnectionString={ConnectionString}", "--Database:MinIdle=0", "--Database:AcquireTimeout=00:00:30"];

    public static async Task<TestDatabase> CreateAsync()
    {
        var database = new TestDatabase(await PostgresServer.StartedAsync());
        await database.ExecuteAsync($"create database {database._name}");
        return database;
    }

    // Not left to the end: to delete hundreds then takes longer than the test runner waits for its process.
    public async ValueTask DisposeAsync() => await ExecuteAsync($"drop database if exists {_name} with (force)");

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection($"{_server};Database=postgres;Pooling=false");
        await connection.ExecuteAsync(sql);
    }
}
