namespace Camp.Events;

/// <summary>A message that could not be handled, kept for a person to look at.</summary>
/// <param name="Message">The message as it came.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="Error">What the last attempt threw.</param>
public sealed record DeadLetter<T>(T Message, int Attempts, Exception Error);
