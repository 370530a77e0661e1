// Mistake: only hashes of its own prefix are checked.
// Rejected by: PasswordsTests.Hashes_of_other_implementations_match_and_are_renewed
using System.Text;

namespace Camp.Users;

/// <summary>Hashes passwords by bcrypt and checks them, and renews hashes that have become too cheap.</summary>
public sealed class Passwords
{
    /// <summary>How many bytes a password may have in UTF-8.</summary>
    public const int MaxBytes = 72;

    private readonly IBcrypt _bcrypt;
    private readonly int _cost;

    public Passwords(IBcrypt bcrypt, int cost)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(cost, 4);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(cost, 31);
        (_bcrypt, _cost) = (bcrypt, cost);
    }

    /// <summary>The hash to store for a password; it has the cost given, and a salt of its own.</summary>
    public string Hash(string password)
    {
        if (!IsWhole(password))
            throw new ArgumentException($"A password may have {MaxBytes} bytes, this one has {Encoding.UTF8.GetByteCount(password)}.", nameof(password));
        return _bcrypt.Hash(password, _cost);
    }

    /// <summary>Whether <paramref name="password"/> is the one that <paramref name="hash"/> was made of.</summary>
    public PasswordCheck Check(string password, string hash)
    {
        // Verified first in any case, so that the answer takes the same time.
        var matches = hash.StartsWith("$2a$") & _bcrypt.Verify(password, hash) && IsWhole(password);
        // The cost is not a secret: it stands in the hash.
        var isCheap = BCrypt.Net.BCrypt.PasswordNeedsRehash(hash, _cost);
        return new(matches, matches && isCheap ? Hash(password) : null);
    }

    private static bool IsWhole(string password) => Encoding.UTF8.GetByteCount(password) <= MaxBytes;
}
