namespace Camp.Service.Events;

/// <summary>An event as it travels. Its <c>EventId</c> is the same however often it is delivered.</summary>
internal sealed record StoredEvent(long Id, string EventId, string Type, string Body);
