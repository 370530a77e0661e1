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
    public static bool Move(Account from, Account to, long amount)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(amount);

        // The lower id first, whichever way the money goes: nobody can hold what the other one waits for.
        var (first, second) = from.Id < to.Id ? (from, to) : (to, from);
        lock (first.Gate)
            lock (second.Gate)
                return Move_NeedsLocks(from, to, amount);
    }

    /// <summary>
    /// The sum of the balances at one moment, in cents: no transfer is seen half done, nor one account before it and another after it.
    /// </summary>
    /// <param name="accounts">Different accounts, in any order. None gives 0.</param>
    /// <exception cref="OverflowException">The sum is more than a <see cref="long"/> can hold.</exception>
    public static long Total(IReadOnlyCollection<Account> accounts)
    {
        Account[] ordered = [.. accounts.OrderBy(account => account.Id)];
        var held = 0;
        try
        {
            // Every lock is held before the first balance is read: no money can pass from one not yet read to one already read.
            for (; held < ordered.Length; held++)
                ordered[held].Gate.Enter();
            return ordered.Sum(account => account.Balance);
        }
        finally
        {
            while (held > 0)
                ordered[--held].Gate.Exit();
        }
    }

    private static bool Move_NeedsLocks(Account from, Account to, long amount)
    {
        // The check belongs inside: outside, two transfers could both find the same money.
        if (from.Balance < amount)
            return false;
        if (from == to)
            return true;

        // What can throw comes before the first write, so a refused transfer has nothing to undo.
        var credited = checked(to.Balance + amount);
        from.Balance -= amount;
        to.Balance = credited;
        return true;
    }
}
