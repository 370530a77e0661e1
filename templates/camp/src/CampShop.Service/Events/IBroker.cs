namespace Camp.Service.Events;

/// <summary>Carries events to every subscriber.</summary>
internal interface IBroker
{
    /// <summary>Ends when the event can no longer be lost: only then may the outbox forget it.</summary>
    Task PublishAsync(StoredEvent stored, CancellationToken cancellationToken);
}
