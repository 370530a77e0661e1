namespace Camp.Service.Users;

/// <summary>What a valid user is.</summary>
internal static class UserRules
{
    public const int MaxName = 100;
    public const int MaxEmail = 254;

    /// <summary>The faults by member; empty when there are none.</summary>
    public static Dictionary<string, string[]> Check(string? name, string? email)
    {
        var faults = new Dictionary<string, string[]>();
        faults.AddFault("name", NameFault(name));
        faults.AddFault("email", EmailFault(email));
        return faults;
    }

    public static void AddFault(this Dictionary<string, string[]> faults, string member, string? fault)
    {
        if (fault is not null)
        {
            faults[member] = [fault];
        }
    }

    private static string? NameFault(string? name) =>
        string.IsNullOrWhiteSpace(name) ? $"The name is missing: expected 1 to {MaxName} characters."
        : name.Length > MaxName ? $"The name has {name.Length} characters: expected 1 to {MaxName}."
        : name.Any(char.IsControl) ? "The name has a control character: expected text on one line."
        : null;

    private static string? EmailFault(string? email) =>
        string.IsNullOrEmpty(email) ? "The email is missing: expected name@domain."
        : email.Length > MaxEmail ? $"The email has {email.Length} characters: expected at most {MaxEmail}."
        : !LooksLikeAddress(email) ? $"'{email}' is not an email address: expected name@domain."
        : null;

    private static bool LooksLikeAddress(string email)
    {
        var at = email.IndexOf('@', StringComparison.Ordinal);
        return at > 0 && at < email.Length - 1 && at == email.LastIndexOf('@')
            && !email.Any(c => char.IsWhiteSpace(c) || char.IsControl(c));
    }
}
