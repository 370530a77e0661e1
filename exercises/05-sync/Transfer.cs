namespace Camp.Sync;

/// <summary>
/// Moves money between accounts, each with a lock of its own. Go: a struct with a <c>sync.Mutex</c> for each account, and two
/// of them held at once.
/// </summary>
/// <remarks>
/// Both methods may be called from any thread at any time, with the same accounts in any order, and always end.
/// Calls about different accounts never wait for each other, so one lock for the whole bank will not do.
/// No lock stays held after a call, however it ends.
/// </remarks>
public static class Transfer
{
    /// <summary>Moves <paramref name="amount"/> cents from one account to another, all of it or nothing.</summary>
    /// <returns>
    /// false, and nothing has changed, when <paramref name="from"/> holds less than <paramref name="amount"/>; else true.
    /// With the same account on both sides nothing changes either way.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">The amount is negative. 0 is allowed.</exception>
    /// <exception cref="OverflowException">
    /// <paramref name="to"/> would hold more than a <see cref="long"/> can; nothing has changed.
    /// </exception>
    // TODO 1: refuse a negative amount.
    // TODO 2: take both locks, in an order that is the same for (a, b) and for (b, a).
    // TODO 3: with both held: check the balance, compute both new balances (checked), and only then write them.
    public static bool Move(Account from, Account to, long amount) =>
        throw new NotImplementedException("Transfer.Move: take both locks in one order, then check and move.");

    /// <summary>
    /// The sum of the balances at one moment, in cents: no transfer is seen half done, nor one account before it and another after it.
    /// </summary>
    /// <param name="accounts">Different accounts, in any order. None gives 0.</param>
    /// <exception cref="OverflowException">The sum is more than a <see cref="long"/> can hold.</exception>
    // TODO 4: hold all locks at once, taken in the same order as in Move; let go of them in any case.
    public static long Total(IReadOnlyCollection<Account> accounts) =>
        throw new NotImplementedException("Transfer.Total: hold all locks, then add up.");
}
