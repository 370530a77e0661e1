using System.Text;
using Camp.Service.Auth;

namespace Camp.Service.Users;

/// <summary>What a valid user is. A password is never repeated in a message.</summary>
internal static class UserRules
{
    public const int MaxName = 100;
    public const int MaxEmail = 254;
    public const int MinPassword = 8;

    /// <summary>The faults by member; empty when there are none.</summary>
    public static Dictionary<string, string[]> Check(string? name, string? email, string? password)
    {
        var faults = new Dictionary<string, string[]>();
        Add("name", NameFault(name));
        Add("email", EmailFault(email));
        Add("password", PasswordFault(password));
        return faults;

        void Add(string member, string? fault)
        {
            if (fault is not null)
            {
                faults[member] = [fault];
            }
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

    // bcrypt reads 72 bytes and takes a zero byte for the end, so what it would ignore is refused.
    private static string? PasswordFault(string? password) =>
        password is null || password.Length < MinPassword ? $"The password is too short: expected {MinPassword} characters or more."
        : Encoding.UTF8.GetByteCount(password) > Passwords.MaxBytes
            ? $"The password has {Encoding.UTF8.GetByteCount(password)} bytes in UTF-8: expected at most {Passwords.MaxBytes}."
        : password.Contains('\0', StringComparison.Ordinal) ? "The password has a zero character: expected text."
        : null;
}
