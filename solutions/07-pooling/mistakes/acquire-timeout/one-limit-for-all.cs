// Mistake: one source for all calls: when the first times out, so do all.
// Rejected by: AcquireTimeoutTests.Each_call_has_its_own_limit
namespace Camp.Pooling;

/// <summary>Nobody waits longer than so long for a connection. Go: <c>db.Conn(ctx)</c> under <c>context.WithTimeout</c>.</summary>
public sealed class AcquireTimeout : PoolLayer
{
    private readonly TimeSpan _limit;
    private readonly TimeProvider _clock;
    private CancellationTokenSource? _shared;

    public AcquireTimeout(IPool inner, TimeSpan limit, TimeProvider clock)
        : base(inner)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(limit, TimeSpan.Zero);
        (_limit, _clock) = (limit, clock);
    }

    public override async Task<IConnection> RentAsync(CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var limit = _shared ??= new CancellationTokenSource(_limit, _clock);
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
