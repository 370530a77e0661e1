namespace Camp.Users;

/// <summary>bcrypt by BCrypt.Net-Next.</summary>
public sealed class Bcrypt : IBcrypt
{
    /// <inheritdoc/>
    public string Hash(string password, int cost) => BCrypt.Net.BCrypt.HashPassword(password, cost);

    /// <inheritdoc/>
    public bool Verify(string password, string hash) => BCrypt.Net.BCrypt.Verify(password, hash);
}
