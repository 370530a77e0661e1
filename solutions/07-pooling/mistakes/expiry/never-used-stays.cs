// Mistake: a connection that was never rented is never unused.
// Rejected by: ExpiryTests.A_sweep_discards_what_was_unused_too_long_to_the_tick
using System.Runtime.CompilerServices;

namespace Camp.Pooling;

/// <summary>Closes connections that nobody needs, and those that are too old.</summary>
public sealed class Expiry : PoolLayer
{
    private readonly TimeSpan _idle;
    private readonly TimeSpan _lifetime;
    private readonly int _minimum;
    private readonly TimeProvider _clock;

    // Keeps no connection alive that the pool has let go of.
    private readonly ConditionalWeakTable<IConnection, object> _backSince = [];

    public Expiry(IPool inner, TimeSpan idle, TimeSpan lifetime, int minimum, TimeProvider clock)
        : base(inner)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(idle, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(lifetime, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfNegative(minimum);
        (_idle, _lifetime, _minimum, _clock) = (idle, lifetime, minimum, clock);
    }

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

    public override ValueTask ReturnAsync(IConnection connection)
    {
        if (IsOld(connection))
            return Inner.DiscardAsync(connection);
        // Before it is back: a moment later it may be somebody else's.
        _backSince.AddOrUpdate(connection, _clock.GetTimestamp());
        return Inner.ReturnAsync(connection);
    }

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
        var since = _backSince.TryGetValue(connection, out var back) ? (long)back : _clock.GetTimestamp();
        return _clock.GetElapsedTime(since) >= _idle;
    }
}
