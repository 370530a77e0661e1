using Microsoft.Extensions.Time.Testing;

namespace Camp.Context.Tests;

/// <summary>A fake clock that knows how many timers were made on it and how many are left.</summary>
public sealed class WatchedClock : FakeTimeProvider
{
    private int _made, _left;

    /// <summary>Timers made so far.</summary>
    public int Made => Volatile.Read(ref _made);

    /// <summary>Timers that nobody has disposed.</summary>
    public int Left => Volatile.Read(ref _left);

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Interlocked.Increment(ref _made);
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
