using Camp.Service.Data;

namespace Camp.Service.Events;

// Lesson 15-events explains this: at least once. What a crash leaves unsent, the next start or another instance sends.
internal sealed partial class OutboxRelay(
    Database database, Outbox outbox, IBroker broker, TimeProvider clock, ILogger<OutboxRelay> logger) : BackgroundService
{
    private const int BatchSize = 100;

    // A failed batch is tried again, and the events of an instance that died are found, after this long.
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await using var timer = clock.CreateTimer(_ => outbox.Wake(), null, TimeSpan.Zero, Look);
        while (await outbox.NewsAsync(stoppingToken))
        {
            try
            {
                while (await SendBatchAsync(stoppingToken))
                {
                }
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                LogFailure(failure);
            }
        }
    }

    /// <summary>Whether there may be more to send at once.</summary>
    private async Task<bool> SendBatchAsync(CancellationToken cancellationToken)
    {
        await using var batch = await OutboxBatch.TakeAsync(database, BatchSize, cancellationToken);
        var tries = await Task.WhenAll(batch.Events.Select(stored => TrySendAsync(stored, cancellationToken)));
        var sent = batch.Events.Zip(tries).Where(pair => pair.Second).Select(pair => pair.First.Id).ToList();
        if (sent.Count > 0)
        {
            await batch.MarkSentAsync(sent, cancellationToken);
        }
        return sent.Count == BatchSize;
    }

    // One event that can't be sent keeps no other back.
    private async Task<bool> TrySendAsync(StoredEvent stored, CancellationToken cancellationToken)
    {
        try
        {
            await broker.PublishAsync(stored, cancellationToken);
            return true;
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            LogUnsent(stored.EventId, failure);
            return false;
        }
    }

    [LoggerMessage(LogLevel.Error, "The outbox can't be read; it is tried again")]
    private partial void LogFailure(Exception failure);

    [LoggerMessage(LogLevel.Error, "Event {EventId} can't be sent; it is tried again")]
    private partial void LogUnsent(string eventId, Exception failure);
}
