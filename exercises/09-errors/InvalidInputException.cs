namespace Camp.Errors;

/// <summary>The caller sent something that makes no sense. The message is written for the caller to read.</summary>
public class InvalidInputException(string message) : Exception(message);
