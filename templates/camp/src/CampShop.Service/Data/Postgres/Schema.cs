namespace Camp.Service.Data;

/// <summary>Makes the tables before the server listens. Running it again changes nothing.</summary>
internal sealed class Schema(Database database) : IHostedService
{
    // Any number will do, as long as every instance has the same.
    private const long Lock = 20_26;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var work = await database.BeginAsync(cancellationToken);

        // Instances that start together would stumble over each other's "if not exists".
        await work.ExecuteAsync("select pg_advisory_xact_lock(@Lock)", new { Lock }, cancellationToken);
        foreach (var table in Tables.All)
        {
            await work.ExecuteAsync(table, null, cancellationToken);
        }
        await work.CommitAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
