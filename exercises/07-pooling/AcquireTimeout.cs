namespace Camp.Pooling;

/// <summary>Nobody waits longer than so long for a connection. Go: <c>db.Conn(ctx)</c> under <c>context.WithTimeout</c>.</summary>
/// <remarks>
/// The inner pool's token is cancelled when the limit has passed by the clock, counted from the call, or when the caller cancels. The
/// inner pool may be slow to notice, or not notice at all: the caller's wait ends at once, and a connection that comes nevertheless
/// is returned to the inner pool. When a call has ended, none of its timers is left on the clock.
/// </remarks>
public sealed class AcquireTimeout : PoolLayer
{
    // TODO 1: fields for the limit and the clock.

    /// <param name="inner">Has the connections.</param>
    /// <param name="limit">More than zero; 3 seconds in <see cref="PoolSettings"/>.</param>
    /// <param name="clock">Tells the time; its timers end the wait. Never the wall clock.</param>
    /// <exception cref="ArgumentOutOfRangeException">The limit is zero or less.</exception>
    public AcquireTimeout(IPool inner, TimeSpan limit, TimeProvider clock)
        : base(inner)
    {
        // TODO 2: refuse a limit of zero or less; keep both.
        throw new NotImplementedException("AcquireTimeout: check the limit and keep it.");
    }

    /// <inheritdoc/>
    /// <exception cref="TimeoutException">The limit has passed without a connection, and the caller has not cancelled.</exception>
    /// <exception cref="OperationCanceledException">The caller has cancelled. If it was before the call, the inner pool is not asked.</exception>
    /// <exception cref="Exception">What the inner pool threw before the limit, as it was thrown.</exception>
    // TODO 3: a source with a timer on the clock, linked with the caller's token; both disposed on each way out.
    // TODO 4: wait for the inner pool or the token, whichever is first, and tell the limit from the caller.
    // TODO 5: when the wait ended early, look after what the inner pool may still bring.
    public override Task<IConnection> RentAsync(CancellationToken cancellation) =>
        throw new NotImplementedException("AcquireTimeout.RentAsync: rent from the inner pool, within the limit.");
}
