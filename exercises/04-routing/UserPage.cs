namespace Camp.Routing;

/// <summary>One page of the list of users. It is given.</summary>
/// <param name="Total">How many users there are on all pages together.</param>
public sealed record UserPage(IReadOnlyList<User> Items, int Page, int Size, int Total);
