namespace Camp.Pooling;

/// <summary>Keeps some connections ready, so that a burst need not wait until they are opened.</summary>
/// <remarks>
/// <para>From the start, after each rent and after each discard, it adds connections to the inner pool until <c>minimum</c> are idle or the
/// inner pool has no place left. That is a fill. It runs in the background: who rents or discards does not wait for it. Fills do not overlap, and
/// one connection is opened at a time.</para>
/// <para>When opening fails, that fill ends, and the server is left alone for <c>rest</c> by the clock, whoever rents or asks meanwhile. Then
/// it fills again by itself.</para>
/// </remarks>
public sealed class MinimumIdle : PoolLayer, IAsyncDisposable
{
    // TODO 1: fields: a lock, the numbers, the fill that runs, whether another was asked for, the rest with its timer, a source to stop it all.

    /// <param name="inner">Has the connections.</param>
    /// <param name="minimum">How many should be idle; not negative, and 5 of 20 in <see cref="PoolSettings"/>.</param>
    /// <param name="rest">More than zero.</param>
    /// <param name="clock">Tells the time. Never the wall clock.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public MinimumIdle(IPool inner, int minimum, TimeSpan rest, TimeProvider clock)
        : base(inner)
    {
        // TODO 2: refuse bad numbers; begin the first fill in the background.
        throw new NotImplementedException("MinimumIdle: check the numbers and begin to fill.");
    }

    /// <inheritdoc/>
    // TODO 3: rent from the inner pool, then ask for a fill and do not wait for it.
    public override Task<IConnection> RentAsync(CancellationToken cancellation) =>
        throw new NotImplementedException("MinimumIdle.RentAsync: rent, then ask for a fill.");

    /// <inheritdoc/>
    // TODO 4: the same after a discard.
    public override ValueTask DiscardAsync(IConnection connection) =>
        throw new NotImplementedException("MinimumIdle.DiscardAsync: discard, then ask for a fill.");

    /// <summary>Asks for a fill, and waits for its end.</summary>
    /// <returns>
    /// A task that ends when a look taken after this call found enough idle connections or no place, or when opening failed; it never
    /// fails itself. During the rest, and after <see cref="DisposeAsync"/>, nothing is opened.
    /// </returns>
    // TODO 5: join the fill that runs and let it look once more, or begin one: add to the inner pool while fewer than the minimum are idle.
    // TODO 6: when that fails, rest for a while, and go on by a timer of the clock.
    public Task FillAsync() =>
        throw new NotImplementedException("MinimumIdle.FillAsync: begin a fill, or join the one that runs.");

    /// <summary>
    /// Cancels the opening that is under way and waits until it has ended. Nothing is opened afterwards, and no timer is left on the clock.
    /// The inner pool goes on.
    /// </summary>
    // TODO 7: no further fill, cancel the one that runs, wait for it, stop the timer.
    public ValueTask DisposeAsync() =>
        throw new NotImplementedException("MinimumIdle.DisposeAsync: stop filling.");
}
