using Microsoft.Extensions.Time.Testing;

namespace Camp.Pooling.Tests;

/// <summary>A fake clock that knows how many timers are left on it, and whose date and time can be set back.</summary>
public sealed class WatchedClock : FakeTimeProvider
{
    private int _left;
    private TimeSpan _setBack;

    /// <summary>Timers that nobody has disposed.</summary>
    public int Left => Volatile.Read(ref _left);

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() - _setBack;

    /// <inheritdoc/>
    public override long GetTimestamp() => base.GetUtcNow().UtcTicks;

    /// <summary>Sets date and time back by <paramref name="amount"/>, as NTP does it; timestamps run on.</summary>
    public void SetBack(TimeSpan amount) => _setBack += amount;

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Interlocked.Increment(ref _left);
        return new Timer(this, base.CreateTimer(callback, state, dueTime, period));
    }

    private sealed class Timer(WatchedClock clock, ITimer timer) : ITimer
    {
        private int _disposed;

        public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(dueTime, period);

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _disposed, 1) == 0)
                Interlocked.Decrement(ref clock._left);
            timer.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
