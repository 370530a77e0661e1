// Mistake: knows one of the two exceptions of a cancellation: the other, in the last attempt, makes a dead letter.
// Rejected by: DeliveryTests.A_delivery_that_is_cancelled_is_no_dead_letter
using System.Data.Common;
using System.Text.Json;
using Camp.Service.Data;
using Camp.Service.Observability;

namespace Camp.Service.Events;

// Lesson 15-events explains this: delivered twice, done once; tried again, and in the end put aside.
internal sealed partial class Delivery(
    Database database, IDeadLetters deadLetters,
    ServiceMetrics metrics,
    TimeProvider clock, ILogger<Delivery> logger)
{
    private const int Attempts = 5;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    /// <summary>Ends when the event has taken effect, now or earlier, or lies among the dead letters.</summary>
    public async Task DeliverAsync(ISubscriber subscriber, StoredEvent stored, CancellationToken cancellationToken)
    {
        for (var (attempt, pause) = (1, FirstPause); ; pause = TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, LongestPause.Ticks)))
        {
            try
            {
                await ApplyOnceAsync(subscriber, stored, cancellationToken);
                return;
            }
            catch (DbException away) when (Database.IsAway(away))
            {
                // That is no fault of the event: it waits for the database as long as it takes.
                LogWaiting(subscriber.Name, stored.EventId, away);
            }
            catch (Exception failure) when (failure is not TaskCanceledException)
            {
                if (attempt++ == Attempts || failure is JsonException)
                {
                    await PutAsideAsync(subscriber, stored, failure, CancellationToken.None);
                    return;
                }
            }
            await Task.Delay(pause, clock, cancellationToken);
        }
    }

    // The mark in the inbox and the effect are kept together, so neither is ever there without the other.
    private async Task ApplyOnceAsync(ISubscriber subscriber, StoredEvent stored, CancellationToken cancellationToken)
    {
        var created = JsonSerializer.Deserialize(stored.Body, EventJson.Default.UserCreated)
            ?? throw new JsonException("The event's body is null.");
        await using var work = await database.BeginAsync(cancellationToken);
        var isFirst = await work.ExecuteAsync(
            "insert into inbox (subscriber, event_id) values (@Name, @EventId) on conflict do nothing",
            new { subscriber.Name, stored.EventId }, cancellationToken) == 1;
        if (isFirst)
        {
            await subscriber.ApplyAsync(work, created, cancellationToken);
            await work.CommitAsync(cancellationToken);
        }
    }

    private async Task PutAsideAsync(
        ISubscriber subscriber, StoredEvent stored, Exception failure, CancellationToken cancellationToken)
    {
        await deadLetters.AddAsync(subscriber.Name, stored, failure.Message, cancellationToken);
        LogPutAside(subscriber.Name, stored.EventId, failure);
        metrics.PutAside(subscriber.Name);
    }

    [LoggerMessage(LogLevel.Warning, "{Subscriber} waits for the database with event {EventId}")]
    private partial void LogWaiting(string subscriber, string eventId, Exception failure);

    [LoggerMessage(LogLevel.Error, "{Subscriber} can't handle event {EventId}, which is now a dead letter")]
    private partial void LogPutAside(string subscriber, string eventId, Exception failure);
}
