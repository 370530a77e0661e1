namespace Camp.Users.Tests;

/// <summary>Accounts in memory that remember what they were asked for.</summary>
public sealed class StoredAccounts : IAccounts
{
    private readonly Dictionary<string, Account> _accounts = [];

    /// <summary>The emails asked for, in order.</summary>
    public List<string> Asked { get; } = [];

    /// <summary>What happens while a query runs; it gets the query's token.</summary>
    public Action<CancellationToken> During { get; set; } = _ => { };

    public void Add(string email, Account account) => _accounts.Add(email, account);

    public async Task<Account?> FindAsync(string email, CancellationToken cancellation)
    {
        Asked.Add(email);
        await Task.Yield();
        During(cancellation);
        return _accounts.GetValueOrDefault(email);
    }
}
