namespace Camp.Events;

/// <summary>Thrown by a handler that will never be able to handle this message: trying again is in vain.</summary>
public sealed class MalformedMessageException(string message) : Exception(message);
