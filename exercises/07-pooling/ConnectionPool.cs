using System.Runtime.CompilerServices;

namespace Camp.Pooling;

/// <summary>The six steps of this lesson as one pool. Nothing to do here: it works when all of them do.</summary>
public sealed class ConnectionPool : IAsyncDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly MinimumIdle _filled;
    private readonly Expiry _young;
    private readonly LeakWatch _watched;
    private readonly Task _sweeping;

    /// <param name="settings">See there.</param>
    /// <param name="open">Opens a connection.</param>
    /// <param name="clock">Tells the time.</param>
    /// <param name="report">Hears of leaks.</param>
    public ConnectionPool(PoolSettings settings, Func<CancellationToken, Task<IConnection>> open, TimeProvider clock, Action<Leak> report)
    {
        // From the inside out. The time limit stands around the checks, so that three dead connections do not cost three limits.
        _filled = new MinimumIdle(new BoundedPool(settings.Maximum, open), settings.MinimumIdle, settings.Rest, clock);
        _young = new Expiry(_filled, settings.IdleTimeout, settings.MaximumLifetime, settings.MinimumIdle, clock);
        var alive = new Validation(_young, settings.CheckTimeout, clock);
        var timed = new AcquireTimeout(alive, settings.AcquireTimeout, clock);
        _watched = new LeakWatch(timed, settings.LeakThreshold, clock, report);
        _sweeping = SweepAsync(settings.SweepEvery, clock);
    }

    /// <summary>How many connections are idle at this moment.</summary>
    public int Idle => _young.Idle.Count;

    /// <inheritdoc cref="LeakWatch.RentAsync"/>
    public Task<ILease> RentAsync(CancellationToken cancellation, [CallerMemberName] string taker = "") => _watched.RentAsync(cancellation, taker);

    /// <summary>Stops what runs in the background and closes what is idle. Give back all leases before.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _sweeping;
        await _filled.DisposeAsync();
        foreach (var connection in _young.Idle.Where(_young.TryTake))
            await _young.DiscardAsync(connection);
        _stopping.Dispose();
    }

    private async Task SweepAsync(TimeSpan every, TimeProvider clock)
    {
        using var timer = new PeriodicTimer(every, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(_stopping.Token))
                await _young.SweepAsync();
        }
        catch (OperationCanceledException)
        {
            // The pool is closed.
        }
    }
}
