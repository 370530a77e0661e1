using System.Runtime.CompilerServices;

namespace Camp.Pooling;

/// <summary>Gives connections out as leases, and says who has kept one for too long.</summary>
/// <remarks>
/// <para>When a lease is not disposed within <c>threshold</c>, counted by the clock from when the connection was there, it is reported: once, with who
/// took it and for how long by now. Waiting for a connection does not count. Nothing else happens to the lease: it can be used and
/// disposed as before.</para>
/// <para>A lease that was disposed is not reported, and leaves no timer on the clock. What <c>report</c> throws is swallowed.</para>
/// <para>Disposing a lease again does nothing, from several threads at once too: the connection is returned once.</para>
/// </remarks>
public sealed class LeakWatch
{
    private readonly IPool _inner;
    private readonly TimeSpan _threshold;
    private readonly TimeProvider _clock;
    private readonly Action<Leak> _report;

    /// <param name="inner">Has the connections.</param>
    /// <param name="threshold">More than zero; 5 seconds in <see cref="PoolSettings"/>.</param>
    /// <param name="clock">Tells the time. Never the wall clock.</param>
    /// <param name="report">Hears of each leak.</param>
    /// <exception cref="ArgumentOutOfRangeException">The threshold is zero or less.</exception>
    public LeakWatch(IPool inner, TimeSpan threshold, TimeProvider clock, Action<Leak> report)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(threshold, TimeSpan.Zero);
        (_inner, _threshold, _clock, _report) = (inner, threshold, clock, report);
    }

    /// <summary>Rents a connection of the inner pool, with this token. What the inner pool throws goes on as it is.</summary>
    /// <param name="cancellation">The caller's.</param>
    /// <param name="taker">Who takes it: the name of the calling method unless told.</param>
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
            if (Interlocked.Exchange(ref _disposed, 1) == 1)
                return;
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
