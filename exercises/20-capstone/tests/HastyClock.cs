namespace Camp.Capstone.Tests;

/// <summary>A clock that notes each pause and lets it pass at once.</summary>
internal sealed class HastyClock : TimeProvider
{
    private readonly List<int> _pauses = [];

    /// <summary>The pauses in milliseconds, in order.</summary>
    public IReadOnlyList<int> Pauses => _pauses;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        _pauses.Add((int)dueTime.TotalMilliseconds);
        return base.CreateTimer(callback, state, TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }
}
