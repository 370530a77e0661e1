using Camp.Service.Data;

namespace Camp.Service.Events;

internal sealed class DeadLetterTable(Database database) : IDeadLetters
{
    public async Task AddAsync(string subscriber, StoredEvent stored, string reason, CancellationToken cancellationToken)
    {
        await using var work = await database.BeginAsync(cancellationToken);
        await work.ExecuteAsync(
            """
            insert into dead_letters (subscriber, event_id, type, body, reason)
            values (@subscriber, @EventId, @Type, @Body, @reason)
            """,
            new { subscriber, stored.EventId, stored.Type, stored.Body, reason }, cancellationToken);
        await work.CommitAsync(cancellationToken);
    }
}
