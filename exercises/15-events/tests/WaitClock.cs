using Microsoft.Extensions.Time.Testing;

namespace Camp.Events.Tests;

/// <summary>A fake clock that says when somebody begins to wait on it.</summary>
public sealed class WaitClock : FakeTimeProvider
{
    private readonly Lock _gate = new();
    private int _waits;
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>How many waits have begun.</summary>
    public int Waits
    {
        get
        {
            lock (_gate)
                return _waits;
        }
    }

    /// <summary>Ends when as many waits have begun.</summary>
    public async Task Begun(int waits)
    {
        while (true)
        {
            Task changed;
            lock (_gate)
            {
                if (_waits >= waits)
                    return;
                changed = _changed.Task;
            }

            await changed;
        }
    }

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, base.CreateTimer(callback, state, dueTime, period));
        if (dueTime != Timeout.InfiniteTimeSpan)
            Begin();
        return timer;
    }

    private void Begin()
    {
        lock (_gate)
        {
            _waits++;
            _changed.TrySetResult();
            _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    private sealed class Timer(WaitClock clock, ITimer timer) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            var changed = timer.Change(dueTime, period);
            if (dueTime != Timeout.InfiniteTimeSpan)
                clock.Begin();
            return changed;
        }

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}
