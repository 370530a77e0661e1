using Camp.Service.Data;

namespace Camp.Service.Events;

/// <summary>The oldest events that are not sent, and which no other instance is sending.</summary>
internal sealed class OutboxBatch(UnitOfWork work, IReadOnlyList<StoredEvent> events) : IAsyncDisposable
{
    public IReadOnlyList<StoredEvent> Events => events;

    // The rows stay locked while they are sent. If this process dies, the lock dies with it and another instance goes on.
    public static async Task<OutboxBatch> TakeAsync(Database database, int count, CancellationToken cancellationToken)
    {
        var work = await database.BeginAsync(cancellationToken);
        try
        {
            return new OutboxBatch(work, await work.QueryAsync<StoredEvent>(
                """
                select id, event_id as EventId, type, body from outbox where not sent order by id limit @count
                for update skip locked
                """,
                new { count }, cancellationToken));
        }
        catch
        {
            await work.DisposeAsync();
            throw;
        }
    }

    public async Task MarkSentAsync(IReadOnlyList<long> ids, CancellationToken cancellationToken)
    {
        await work.ExecuteAsync("update outbox set sent = true where id = any(@ids)", new { ids }, cancellationToken);
        await work.CommitAsync(cancellationToken);
    }

    public ValueTask DisposeAsync() => work.DisposeAsync();
}
