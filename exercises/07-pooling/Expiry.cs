namespace Camp.Pooling;

/// <summary>Closes connections that nobody needs, and those that are too old.</summary>
/// <remarks>
/// <para>A connection is <b>old</b> when it was opened <c>lifetime</c> ago or earlier. An old one is never given out or made idle: renting
/// discards it and takes another, returning discards it. While it is out it is left alone.</para>
/// <para>A connection has been <b>unused</b> too long when it came back through this layer <c>idle</c> ago or earlier; one that never came
/// back counts from when it was opened. Only <see cref="SweepAsync"/> looks at that. Renting gives it out.</para>
/// <para>Time is measured by the clock's timestamps; setting date and time does nothing.</para>
/// </remarks>
public sealed class Expiry : PoolLayer
{
    // TODO 1: fields for the numbers and the clock, and for when each connection came back.

    /// <param name="inner">Has the connections.</param>
    /// <param name="idle">More than zero; 10 minutes in <see cref="PoolSettings"/>.</param>
    /// <param name="lifetime">More than zero; 30 minutes there.</param>
    /// <param name="minimum">So many unused ones stay; not negative.</param>
    /// <param name="clock">Whose timestamps count.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public Expiry(IPool inner, TimeSpan idle, TimeSpan lifetime, int minimum, TimeProvider clock)
        : base(inner)
    {
        // TODO 2: refuse bad numbers; keep the good ones.
        throw new NotImplementedException("Expiry: check the numbers and keep them.");
    }

    /// <inheritdoc/>
    // TODO 3: rent; as long as it is old, discard it and rent again.
    public override Task<IConnection> RentAsync(CancellationToken cancellation) =>
        throw new NotImplementedException("Expiry.RentAsync: rent one that is not old.");

    /// <inheritdoc/>
    // TODO 4: discard an old one; else note the time, then return it.
    public override ValueTask ReturnAsync(IConnection connection) =>
        throw new NotImplementedException("Expiry.ReturnAsync: discard an old one, return a young one.");

    /// <summary>
    /// Discards idle connections: first all that are old; then, of the others, those that have been unused too long, the longest idle first,
    /// as long as more than <c>minimum</c> are idle. What somebody takes meanwhile is theirs.
    /// </summary>
    // TODO 5: what is idle and old goes; then what is unused, down to the minimum. Take each before you discard it.
    public Task SweepAsync() =>
        throw new NotImplementedException("Expiry.SweepAsync: discard what is old, then what is unused.");
}
