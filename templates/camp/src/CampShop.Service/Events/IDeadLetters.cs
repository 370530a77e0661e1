namespace Camp.Service.Events;

/// <summary>Keeps what a subscriber can't handle, for a person to look at.</summary>
internal interface IDeadLetters
{
    Task AddAsync(string subscriber, StoredEvent stored, string reason, CancellationToken cancellationToken);
}
