namespace Camp.Users;

/// <summary>Who makes a request, as the token says.</summary>
/// <param name="UserId">The user's id.</param>
/// <param name="IsAdmin">Whether the user is an administrator.</param>
public sealed record Caller(long UserId, bool IsAdmin);
