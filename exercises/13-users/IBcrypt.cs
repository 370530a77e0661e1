namespace Camp.Users;

/// <summary>bcrypt, behind an interface so that its calls can be counted: each of them burns a processor core.</summary>
public interface IBcrypt
{
    /// <summary>Hashes the first 72 bytes (UTF-8) of <paramref name="password"/> with a new random salt.</summary>
    /// <param name="password">Any text. What is longer than 72 bytes is cut off in silence.</param>
    /// <param name="cost">4 to 31. One more takes twice as long.</param>
    /// <returns>60 characters, <c>$2a$12$</c> and so on: the algorithm, the cost, the salt and the hash.</returns>
    string Hash(string password, int cost);

    /// <summary>
    /// Hashes the first 72 bytes of <paramref name="password"/> with the salt and the cost that stand in
    /// <paramref name="hash"/>, and compares.
    /// </summary>
    /// <exception cref="BCrypt.Net.SaltParseException"><paramref name="hash"/> is no bcrypt hash.</exception>
    bool Verify(string password, string hash);
}
