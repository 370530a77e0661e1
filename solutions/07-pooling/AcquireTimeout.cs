namespace Camp.Pooling;

/// <summary>Nobody waits longer than so long for a connection. Go: <c>db.Conn(ctx)</c> under <c>context.WithTimeout</c>.</summary>
/// <remarks>
/// The inner pool's token is cancelled when the limit has passed by the clock, counted from the call, or when the caller cancels. The
/// inner pool may be slow to notice, or not notice at all: the caller's wait ends at once, and a connection that comes nevertheless
/// is returned to the inner pool. When a call has ended, none of its timers is left on the clock.
/// </remarks>
public sealed class AcquireTimeout : PoolLayer
{
    private readonly TimeSpan _limit;
    private readonly TimeProvider _clock;

    /// <param name="inner">Has the connections.</param>
    /// <param name="limit">More than zero; 3 seconds in <see cref="PoolSettings"/>.</param>
    /// <param name="clock">Tells the time; its timers end the wait. Never the wall clock.</param>
    /// <exception cref="ArgumentOutOfRangeException">The limit is zero or less.</exception>
    public AcquireTimeout(IPool inner, TimeSpan limit, TimeProvider clock)
        : base(inner)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(limit, TimeSpan.Zero);
        (_limit, _clock) = (limit, clock);
    }

    /// <inheritdoc/>
    /// <exception cref="TimeoutException">The limit has passed without a connection, and the caller has not cancelled.</exception>
    /// <exception cref="OperationCanceledException">The caller has cancelled. If it was before the call, the inner pool is not asked.</exception>
    /// <exception cref="Exception">What the inner pool threw before the limit, as it was thrown.</exception>
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
