namespace Camp.Sync;

/// <summary>An account of the exercise <c>sync/transfer</c>. It is given: there is nothing to fill in.</summary>
/// <remarks>It does not guard itself: that is the work of whoever reads or writes <see cref="Balance"/>.</remarks>
public class Account
{
    private static long s_lastId;
    private long _balance;

    /// <param name="balance">What is in the account at first, in cents: 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">The balance is negative.</exception>
    public Account(long balance)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(balance);
        _balance = balance;
    }

    /// <summary>A number that no other account has. It never changes.</summary>
    public long Id { get; } = Interlocked.Increment(ref s_lastId);

    /// <summary>A lock for this account, there to be held while <see cref="Balance"/> is read or written.</summary>
    public Lock Gate { get; } = new();

    /// <summary>What is in the account, in cents. Virtual, so that a test can stop a transfer half way.</summary>
    public virtual long Balance
    {
        get => _balance;
        set => _balance = value;
    }
}
