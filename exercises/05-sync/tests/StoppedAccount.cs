namespace Camp.Sync.Tests;

/// <summary>An account on which a test can stop whoever reads or writes the balance next, for as long as it likes.</summary>
public sealed class StoppedAccount(long balance) : Account(balance)
{
    private Stop? _read;
    private Stop? _write;

    public override long Balance
    {
        get
        {
            Interlocked.Exchange(ref _read, null)?.Here();
            return base.Balance;
        }

        set
        {
            Interlocked.Exchange(ref _write, null)?.Here();
            base.Balance = value;
        }
    }

    /// <summary>Stops the next read, before it is done.</summary>
    public Stop StopNextRead() => _read = new Stop();

    /// <summary>Stops the next write, before it is done.</summary>
    public Stop StopNextWrite() => _write = new Stop();
}
