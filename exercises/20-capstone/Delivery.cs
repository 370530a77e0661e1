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
    // TODO 1: in one unit of work: mark the event in the table inbox (subscriber, event_id; on conflict do nothing), and only when this mark is
    //         the first, let the subscriber apply the event (EventJson reads the body) and commit.
    // TODO 2: after a failure pause by the clock and try again: FirstPause, each next pause twice as long, LongestPause at most.
    // TODO 3: after as many failures as Attempts, or at once when the body cannot be read (JsonException; also the body null), put it
    //         aside: into deadLetters with the failure's message, LogPutAside, metrics.PutAside.
    // TODO 4: a database that is away (DbException, Database.IsAway) is no fault of the event: LogWaiting, pause, and it counts as no attempt.
    // TODO 5: a cancelled delivery ends as cancelled; the event is no dead letter.
    public Task DeliverAsync(ISubscriber subscriber, StoredEvent stored, CancellationToken cancellationToken) =>
        throw new NotImplementedException("Delivery.DeliverAsync: once, again after a failure, and aside in the end.");

    [LoggerMessage(LogLevel.Warning, "{Subscriber} waits for the database with event {EventId}")]
    private partial void LogWaiting(string subscriber, string eventId, Exception failure);

    [LoggerMessage(LogLevel.Error, "{Subscriber} can't handle event {EventId}, which is now a dead letter")]
    private partial void LogPutAside(string subscriber, string eventId, Exception failure);
}
