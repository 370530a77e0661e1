namespace Camp.Users;

/// <summary>A user as stored.</summary>
/// <param name="Id">The user's id.</param>
/// <param name="PasswordHash">By bcrypt.</param>
/// <param name="IsDisabled">Whether the user may not sign in.</param>
public sealed record Account(long Id, string PasswordHash, bool IsDisabled);
