using Camp.Service.Data;
using Dapper;

namespace Camp.Service.Events;

/// <summary>The oldest events that are not sent.</summary>
internal sealed class OutboxBatch(Database database, IReadOnlyList<StoredEvent> events) : IAsyncDisposable
{
    public IReadOnlyList<StoredEvent> Events => events;

    // No lock is held while the batch is sent: subscribers need the file's one writer. Should another process read the same
    // events meanwhile, they arrive twice and take effect once.
    public static async Task<OutboxBatch> TakeAsync(Database database, int count, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var events = await connection.QueryAsync<StoredEvent>(Sql.Of(
            "select id, event_id as EventId, type, body from outbox where not sent order by id limit @count",
            new { count }, cancellationToken));
        return new OutboxBatch(database, events.AsList());
    }

    public async Task MarkSentAsync(IReadOnlyList<long> ids, CancellationToken cancellationToken)
    {
        await using var work = await database.BeginAsync(cancellationToken);
        await work.ExecuteAsync("update outbox set sent = true where id in @ids", new { ids }, cancellationToken);
        await work.CommitAsync(cancellationToken);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
