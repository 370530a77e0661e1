// Alternative: a concurrent dictionary of the times, which is cleaned on each discard, and loops instead of queries.
using System.Collections.Concurrent;

namespace Camp.Pooling;

/// <summary>Closes connections that nobody needs, and those that are too old.</summary>
public sealed class Expiry : PoolLayer
{
    private readonly ConcurrentDictionary<IConnection, TimeSpan> _back = new();
    private readonly TimeProvider _clock;
    private readonly (TimeSpan Idle, TimeSpan Lifetime, int Minimum) _limits;
    private readonly long _start;

    public Expiry(IPool inner, TimeSpan idle, TimeSpan lifetime, int minimum, TimeProvider clock)
        : base(inner)
    {
        if (idle <= TimeSpan.Zero || lifetime <= TimeSpan.Zero || minimum < 0)
            throw new ArgumentOutOfRangeException(nameof(idle));
        (_clock, _limits, _start) = (clock, (idle, lifetime, minimum), clock.GetTimestamp());
    }

    private TimeSpan Now => _clock.GetElapsedTime(_start);

    public override async Task<IConnection> RentAsync(CancellationToken cancellation)
    {
        while (true)
        {
            var connection = await base.RentAsync(cancellation);
            if (Now - Birth(connection) < _limits.Lifetime)
                return connection;
            await DiscardAsync(connection);
        }
    }

    public override async ValueTask ReturnAsync(IConnection connection)
    {
        if (Now - Birth(connection) >= _limits.Lifetime)
        {
            await DiscardAsync(connection);
            return;
        }

        _back[connection] = Now;
        await base.ReturnAsync(connection);
    }

    public override ValueTask DiscardAsync(IConnection connection)
    {
        _back.TryRemove(connection, out _);
        return base.DiscardAsync(connection);
    }

    public async Task SweepAsync()
    {
        foreach (var old in new[] { true, false })
        {
            foreach (var connection in Idle)
            {
                var goes = old
                    ? Now - Birth(connection) >= _limits.Lifetime
                    : Now - _back.GetValueOrDefault(connection, Birth(connection)) >= _limits.Idle && Idle.Count > _limits.Minimum;
                if (goes && TryTake(connection))
                    await DiscardAsync(connection);
            }
        }
    }

    private TimeSpan Birth(IConnection connection) => _clock.GetElapsedTime(_start, connection.OpenedAt);
}
