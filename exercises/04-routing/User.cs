namespace Camp.Routing;

/// <summary>A user as it is stored and answered. It is given.</summary>
/// <param name="Id">1 or more. It never changes, and no other user ever gets it.</param>
public sealed record User(int Id, string Name, string Email);
