namespace Camp.Pooling;

/// <summary>Gives out connections that are alive, also after the server was away.</summary>
/// <remarks>
/// <para>Each connection is asked before it is given out. It is <b>dead</b> when <see cref="IConnection.IsAliveAsync"/> says false, throws, or has not
/// answered when <c>limit</c> has passed by the clock; its token is cancelled then, but it may ignore it.</para>
/// <para>A dead connection is discarded, and so are all that are idle at this moment, without asking them: most likely the server was
/// away, and each check could cost the whole limit. Then another is rented. After three dead ones in one call it gives up.</para>
/// <para>When the caller cancels during a check, that connection is discarded, since what it was asked is still on its way. No timer is left on the clock after a
/// call.</para>
/// </remarks>
public sealed class Validation : PoolLayer
{
    // TODO 1: fields for the limit and the clock.

    /// <param name="inner">Has the connections.</param>
    /// <param name="limit">More than zero; 1 second in <see cref="PoolSettings"/>.</param>
    /// <param name="clock">Tells the time. Never the wall clock.</param>
    /// <exception cref="ArgumentOutOfRangeException">The limit is zero or less.</exception>
    public Validation(IPool inner, TimeSpan limit, TimeProvider clock)
        : base(inner)
    {
        // TODO 2: refuse a limit of zero or less; keep both.
        throw new NotImplementedException("Validation: check the limit and keep it.");
    }

    /// <inheritdoc/>
    /// <exception cref="IOException">Three connections in a row were dead.</exception>
    /// <exception cref="OperationCanceledException">The caller has cancelled, before the call or during a check.</exception>
    /// <exception cref="Exception">What the inner pool threw, as it was thrown: the server may still be away.</exception>
    // TODO 3: rent, and ask the connection under a token with the limit; false, an exception and silence are one.
    // TODO 4: discard a dead one and all that are idle (take each first), and try again, three times in all.
    // TODO 5: tell the caller's cancellation from the limit's.
    public override Task<IConnection> RentAsync(CancellationToken cancellation) =>
        throw new NotImplementedException("Validation.RentAsync: rent one that is alive.");
}
