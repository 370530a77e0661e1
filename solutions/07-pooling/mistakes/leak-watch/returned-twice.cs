// Mistake: disposing twice returns twice: two callers then share a connection.
// Rejected by: LeakWatchTests.Disposing_again_returns_nothing_again
// Explored: failed
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
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(threshold, TimeSpan.Zero);
        (_inner, _threshold, _clock, _report) = (inner, threshold, clock, report);
    }

    public async Task<ILease> RentAsync(CancellationToken cancellation, [CallerMemberName] string taker = "") =>
        new Lease(this, await _inner.RentAsync(cancellation), taker);

    private sealed class Lease : ILease
    {
        private readonly LeakWatch _watch;
        private readonly IConnection _connection;
        private readonly string _taker;
        private readonly long _since;

        // The clock keeps a running timer alive, and so this lease: also one that everybody has forgotten is reported.
        private readonly ITimer _timer;
        private int _disposed;

        public Lease(LeakWatch watch, IConnection connection, string taker)
        {
            (_watch, _connection, _taker) = (watch, connection, taker);
            _since = watch._clock.GetTimestamp();
            _timer = watch._clock.CreateTimer(_ => Report(), null, watch._threshold, Timeout.InfiniteTimeSpan);
        }

        public IConnection Connection
        {
            get
            {
                ObjectDisposedException.ThrowIf(Volatile.Read(ref _disposed) == 1, this);
                return _connection;
            }
        }

        public async ValueTask DisposeAsync()
        {
            // Looking and marking are one step: of two threads one returns it.
            Interlocked.Exchange(ref _disposed, 1);
            await _timer.DisposeAsync();
            await _watch._inner.ReturnAsync(_connection);
        }

        private void Report()
        {
            if (Volatile.Read(ref _disposed) == 1)
                return;
            try
            {
                _watch._report(new Leak(_taker, _watch._clock.GetElapsedTime(_since)));
            }
            catch (Exception)
            {
                // On a timer's thread it would end the process.
            }
        }
    }
}
