using Dapper;

namespace Camp.Service.Data;

/// <summary>Makes the file and its table before the server listens. Running it again changes nothing.</summary>
internal sealed class Schema(Database database) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(database.File)!);
        await using var connection = await database.OpenAsync(cancellationToken);

        // With a write-ahead log readers don't wait for the writer. An id is never used twice: a token outlives its user.
        // email_key is the address as it is compared, so that uniqueness holds for every alphabet.
        await connection.ExecuteAsync(new CommandDefinition(
            """
            pragma journal_mode = wal;
            create table if not exists users (
                id integer primary key autoincrement,
                name text not null,
                email text not null,
                email_key text not null unique,
                password_hash text not null
            );
            """,
            cancellationToken: cancellationToken));
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
