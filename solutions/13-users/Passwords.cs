using System.Text;

namespace Camp.Users;

/// <summary>Hashes passwords by bcrypt and checks them, and renews hashes that have become too cheap.</summary>
/// <remarks>
/// bcrypt reads 72 bytes and ignores the rest: of two long passwords that begin alike, each would open the other's account. So a
/// password of more than <see cref="MaxBytes"/> bytes in UTF-8 (bytes, not characters) is refused when it is set, and matches
/// nothing when it is checked. Every shorter one is taken as it is, the empty one too: nothing is trimmed or changed.
/// All hashing goes through the <see cref="IBcrypt"/>, whose calls cost the service its processor.
/// </remarks>
public sealed class Passwords
{
    /// <summary>How many bytes a password may have in UTF-8.</summary>
    public const int MaxBytes = 72;

    private readonly IBcrypt _bcrypt;
    private readonly int _cost;

    /// <param name="bcrypt">Does the hashing.</param>
    /// <param name="cost">The cost of new hashes, 4 to 31.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="cost"/> is not 4 to 31.</exception>
    public Passwords(IBcrypt bcrypt, int cost)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(cost, 4);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(cost, 31);
        (_bcrypt, _cost) = (bcrypt, cost);
    }

    /// <summary>The hash to store for a password; it has the cost given, and a salt of its own.</summary>
    /// <exception cref="ArgumentException">The password has more than 72 bytes; nothing is hashed then.</exception>
    public string Hash(string password)
    {
        if (!IsWhole(password))
            throw new ArgumentException($"A password may have {MaxBytes} bytes, this one has {Encoding.UTF8.GetByteCount(password)}.", nameof(password));
        return _bcrypt.Hash(password, _cost);
    }

    /// <summary>Whether <paramref name="password"/> is the one that <paramref name="hash"/> was made of.</summary>
    /// <remarks>
    /// Each check verifies exactly once, a password that is too long too: how long the answer takes tells nothing. Hashes that
    /// other implementations wrote (<c>$2b$</c>, <c>$2y$</c>) are bcrypt as well.
    /// The moment of a match is the only one at which the password is known. If the hash's cost is lower than the cost given,
    /// the answer has a new hash of this password at the cost given. A hash of the same or a higher cost is kept, and nothing is
    /// hashed unless the password matches.
    /// </remarks>
    /// <param name="password">As the user typed it.</param>
    /// <param name="hash">A bcrypt hash, as stored.</param>
    public PasswordCheck Check(string password, string hash)
    {
        // Verified first in any case, so that the answer takes the same time.
        var matches = _bcrypt.Verify(password, hash) && IsWhole(password);
        // The cost is not a secret: it stands in the hash.
        var isCheap = BCrypt.Net.BCrypt.PasswordNeedsRehash(hash, _cost);
        return new(matches, matches && isCheap ? Hash(password) : null);
    }

    private static bool IsWhole(string password) => Encoding.UTF8.GetByteCount(password) <= MaxBytes;
}
