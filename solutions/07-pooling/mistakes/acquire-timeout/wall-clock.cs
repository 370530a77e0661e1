// Mistake: the limit runs on the wall clock.
// Rejected by: AcquireTimeoutTests.The_wait_ends_at_the_limit_to_the_tick
namespace Camp.Pooling;

/// <summary>Nobody waits longer than so long for a connection. Go: <c>db.Conn(ctx)</c> under <c>context.WithTimeout</c>.</summary>
public sealed class AcquireTimeout : PoolLayer
{
    private readonly TimeSpan _limit;
    

    public AcquireTimeout(IPool inner, TimeSpan limit, TimeProvider clock)
        : base(inner)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(limit, TimeSpan.Zero);
        _limit = limit;
    }

    public override async Task<IConnection> RentAsync(CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        using var limit = new CancellationTokenSource(_limit);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        var renting = Inner.RentAsync(either.Token);
        try
        {
            // WaitAsync gives up the wait and not the work: what the work brings is looked after below.
            return await renting.WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested)
        {
            _ = ReturnLateAsync(renting);
            cancellation.ThrowIfCancellationRequested();
            throw new TimeoutException($"No connection came free within {_limit}. All are in use: see who holds them, before you raise the maximum.");
        }
    }

    private async Task ReturnLateAsync(Task<IConnection> renting)
    {
        try
        {
            await Inner.ReturnAsync(await renting);
        }
        catch (Exception)
        {
            // It brought no connection, and nobody waits for one any more.
        }
    }
}
