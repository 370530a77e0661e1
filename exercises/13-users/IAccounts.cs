namespace Camp.Users;

/// <summary>Where users are stored.</summary>
public interface IAccounts
{
    /// <summary>The account of an email address, or null when there is none.</summary>
    Task<Account?> FindAsync(string email, CancellationToken cancellation);
}
