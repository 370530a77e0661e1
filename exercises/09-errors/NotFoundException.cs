namespace Camp.Errors;

/// <summary>What the caller asks for is not there. The message is written for the caller. Go: <c>sql.ErrNoRows</c>.</summary>
public class NotFoundException(string message) : Exception(message);
