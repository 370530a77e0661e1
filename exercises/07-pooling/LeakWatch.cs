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
    // TODO 1: fields for the inner pool, the threshold, the clock and the report.

    /// <param name="inner">Has the connections.</param>
    /// <param name="threshold">More than zero; 5 seconds in <see cref="PoolSettings"/>.</param>
    /// <param name="clock">Tells the time. Never the wall clock.</param>
    /// <param name="report">Hears of each leak.</param>
    /// <exception cref="ArgumentOutOfRangeException">The threshold is zero or less.</exception>
    public LeakWatch(IPool inner, TimeSpan threshold, TimeProvider clock, Action<Leak> report)
    {
        // TODO 2: refuse a threshold of zero or less; keep all four.
        throw new NotImplementedException("LeakWatch: check the threshold and keep it.");
    }

    /// <summary>Rents a connection of the inner pool, with this token. What the inner pool throws goes on as it is.</summary>
    /// <param name="cancellation">The caller's.</param>
    /// <param name="taker">Who takes it: the name of the calling method unless told.</param>
    // TODO 3: rent from the inner pool, then make a lease: a private class with a timer on the clock that reports.
    // TODO 4: the lease's DisposeAsync stops the timer and returns the connection, the first time only.
    public Task<ILease> RentAsync(CancellationToken cancellation, [CallerMemberName] string taker = "") =>
        throw new NotImplementedException("LeakWatch.RentAsync: rent, and watch how long it takes.");
}
