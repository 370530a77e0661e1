using TrainingCamp.Races.Ordering;

namespace TrainingCamp.Races.Running;

/// <summary>A timer in virtual time; its callback runs as a strand of its own.</summary>
internal sealed class VirtualTimer(Run run, TimerCallback callback, object? state) : ITimer
{
    private readonly ExecutionContext? _context = ExecutionContext.Capture();
    private readonly Actor _actor = new("a timer", Strand.Current?.At ?? -1);
    private VectorClock _known = run.Known();
    private TaskCompletionSource? _idle;
    private long _period = -1;
    private int _running;

    /// <summary>Counts the changes: an entry of the queue that is older has been replaced.</summary>
    public int Version { get; private set; }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        if (Version < 0)
            return false;
        Version++;
        _known = run.Known();
        _period = period > TimeSpan.Zero ? (long)period.TotalMilliseconds : -1;
        if (dueTime >= TimeSpan.Zero)
            run.Time.Add(this, (long)Math.Ceiling(dueTime.TotalMilliseconds));
        return true;
    }

    public void Fire()
    {
        if (_period >= 0)
            run.Time.Add(this, Math.Max(1, _period));
        _running++;
        run.Spawn(_actor, Call, _known.Copy());
    }

    public void Dispose() => Version = int.MinValue;

    /// <summary>As the framework's: it ends when no callback runs any more.</summary>
    public ValueTask DisposeAsync()
    {
        Dispose();
        run.Acquire(this);
        if (_running == 0)
            return default;
        _idle ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return new(_idle.Task);
    }

    private void Call()
    {
        if (_context is null)
            callback(state);
        else
            ExecutionContext.Run(_context, _ => callback(state), null);
        run.Release(this);
        if (--_running > 0 || _idle is null)
            return;
        run.Ends(_idle.Task);
        _idle.TrySetResult();
    }
}
