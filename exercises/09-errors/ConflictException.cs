namespace Camp.Errors;

/// <summary>What the caller wants clashes with what is there. The message is written for the caller to read.</summary>
public class ConflictException(string message) : Exception(message);
