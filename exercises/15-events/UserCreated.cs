namespace Camp.Events;

/// <summary>What the user service tells the others: orders and notifications want to know.</summary>
/// <param name="EventId">The event's own id, the same however often it is delivered.</param>
/// <param name="UserId">The user's number.</param>
/// <param name="Name">The user's name.</param>
public sealed record UserCreated(string EventId, long UserId, string Name);
