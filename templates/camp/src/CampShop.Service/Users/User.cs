namespace Camp.Service.Users;

// Go's pkg/model. Lesson 14-data explains how JSON becomes these records and back.

#if (auth)
/// <summary>A user as clients see it: never with the password or its hash.</summary>
internal sealed record User(long Id, string Name, string Email);

/// <summary>The body of a registration. A missing member is null here and refused by <see cref="UserRules"/>.</summary>
internal sealed record NewUser(string? Name, string? Email, string? Password);

/// <summary>The body of a full replace. Without a password the old one stays.</summary>
internal sealed record ChangedUser(string? Name, string? Email, string? Password);
#else
/// <summary>A user as clients see it.</summary>
internal sealed record User(long Id, string Name, string Email);

/// <summary>The body of a registration. A missing member is null here and refused by <see cref="UserRules"/>.</summary>
internal sealed record NewUser(string? Name, string? Email);

/// <summary>The body of a full replace.</summary>
internal sealed record ChangedUser(string? Name, string? Email);
#endif
