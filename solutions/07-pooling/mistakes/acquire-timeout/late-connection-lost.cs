// Mistake: the wait is given up, and what comes later is lost: the pool shrinks with each timeout.
// Rejected by: AcquireTimeoutTests.A_connection_that_comes_too_late_goes_back
namespace Camp.Pooling;

/// <summary>Nobody waits longer than so long for a connection. Go: <c>db.Conn(ctx)</c> under <c>context.WithTimeout</c>.</summary>
public sealed class AcquireTimeout : PoolLayer
{
    private readonly TimeSpan _limit;
    private readonly TimeProvider _clock;

    public AcquireTimeout(IPool inner, TimeSpan limit, TimeProvider clock)
        : base(inner)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(limit, TimeSpan.Zero);
        (_limit, _clock) = (limit, clock);
    }

    public override async Task<IConnection> RentAsync(CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        using var limit = new CancellationTokenSource(_limit, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        var renting = Inner.RentAsync(either.Token);
        try
        {
            // WaitAsync gives up the wait and not the work: what the work brings is looked after below.
            return await renting.WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested)
        {
            cancellation.ThrowIfCancellationRequested();
            throw new TimeoutException($"No connection came free within {_limit}. All are in use: see who holds them, before you raise the maximum.");
        }
    }
}
