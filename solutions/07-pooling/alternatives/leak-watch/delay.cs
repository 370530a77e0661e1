// Alternative: an async method per lease that sleeps on the clock, and is woken when the lease ends.
using System.Runtime.CompilerServices;

namespace Camp.Pooling;

/// <summary>Gives connections out as leases, and says who has kept one for too long.</summary>
public sealed class LeakWatch
{
    private readonly IPool _inner;
    private readonly TimeSpan _threshold;
    private readonly TimeProvider _clock;
    private readonly Action<Leak> _report;

    public LeakWatch(IPool inner, TimeSpan threshold, TimeProvider clock, Action<Leak> report)
    {
        if (threshold <= TimeSpan.Zero)
            throw new ArgumentOutOfRangeException(nameof(threshold));
        _inner = inner;
        _threshold = threshold;
        _clock = clock;
        _report = report;
    }

    public async Task<ILease> RentAsync(CancellationToken cancellation, [CallerMemberName] string taker = "")
    {
        var connection = await _inner.RentAsync(cancellation).ConfigureAwait(false);
        var lease = new Lease(this, connection);
        _ = WatchAsync(taker, _clock.GetTimestamp(), lease.Over);
        return lease;
    }

    private async Task WatchAsync(string taker, long since, CancellationToken over)
    {
        try
        {
            await Task.Delay(_threshold, _clock, over).ConfigureAwait(false);
            _report(new Leak(taker, _clock.GetElapsedTime(since)));
        }
        catch
        {
            // Given back in time, or the report has failed.
        }
    }

    private sealed class Lease(LeakWatch watch, IConnection connection) : ILease
    {
        private readonly CancellationTokenSource _over = new();
        private IConnection? _connection = connection;

        public CancellationToken Over => _over.Token;

        public IConnection Connection => _connection ?? throw new ObjectDisposedException(nameof(Lease));

        public async ValueTask DisposeAsync()
        {
            if (Interlocked.Exchange(ref _connection, null) is not { } mine)
                return;
            _over.Cancel();
            await watch._inner.ReturnAsync(mine);
        }
    }
}
