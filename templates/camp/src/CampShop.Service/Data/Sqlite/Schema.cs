using Dapper;

namespace Camp.Service.Data;

/// <summary>Makes the file and its tables before the server listens. Running it again changes nothing.</summary>
internal sealed class Schema(Database database) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(database.File)!);
        await using var connection = await database.OpenAsync(cancellationToken);

        // With a write-ahead log readers don't wait for the writer.
        await connection.ExecuteAsync(Sql.Of("pragma journal_mode = wal", null, cancellationToken));
        foreach (var table in Tables.All)
        {
            await connection.ExecuteAsync(Sql.Of(table, null, cancellationToken));
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
