using System.Runtime.CompilerServices;

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
    private readonly TimeSpan _idle;
    private readonly TimeSpan _lifetime;
    private readonly int _minimum;
    private readonly TimeProvider _clock;

    // Keeps no connection alive that the pool has let go of.
    private readonly ConditionalWeakTable<IConnection, object> _backSince = [];

    /// <param name="inner">Has the connections.</param>
    /// <param name="idle">More than zero; 10 minutes in <see cref="PoolSettings"/>.</param>
    /// <param name="lifetime">More than zero; 30 minutes there.</param>
    /// <param name="minimum">So many unused ones stay; not negative.</param>
    /// <param name="clock">Whose timestamps count.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public Expiry(IPool inner, TimeSpan idle, TimeSpan lifetime, int minimum, TimeProvider clock)
        : base(inner)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(idle, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(lifetime, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfNegative(minimum);
        (_idle, _lifetime, _minimum, _clock) = (idle, lifetime, minimum, clock);
    }

    /// <inheritdoc/>
    public override async Task<IConnection> RentAsync(CancellationToken cancellation)
    {
        var connection = await Inner.RentAsync(cancellation);
        while (IsOld(connection))
        {
            await Inner.DiscardAsync(connection);
            connection = await Inner.RentAsync(cancellation);
        }

        return connection;
    }

    /// <inheritdoc/>
    public override ValueTask ReturnAsync(IConnection connection)
    {
        if (IsOld(connection))
            return Inner.DiscardAsync(connection);
        // Before it is back: a moment later it may be somebody else's.
        _backSince.AddOrUpdate(connection, _clock.GetTimestamp());
        return Inner.ReturnAsync(connection);
    }

    /// <summary>
    /// Discards idle connections: first all that are old; then, of the others, those that have been unused too long, the longest idle first,
    /// as long as more than <c>minimum</c> are idle. What somebody takes meanwhile is theirs.
    /// </summary>
    public async Task SweepAsync()
    {
        foreach (var connection in Inner.Idle.Where(IsOld))
            await DiscardIdleAsync(connection);
        foreach (var connection in Inner.Idle.Where(IsUnused))
        {
            if (Inner.Idle.Count > _minimum)
                await DiscardIdleAsync(connection);
        }
    }

    private async Task DiscardIdleAsync(IConnection connection)
    {
        // Between the look and the taking somebody may have rented it.
        if (Inner.TryTake(connection))
            await Inner.DiscardAsync(connection);
    }

    private bool IsOld(IConnection connection) => _clock.GetElapsedTime(connection.OpenedAt) >= _lifetime;

    private bool IsUnused(IConnection connection)
    {
        var since = _backSince.TryGetValue(connection, out var back) ? (long)back : connection.OpenedAt;
        return _clock.GetElapsedTime(since) >= _idle;
    }
}
