namespace Camp.Tasks.Tests;

/// <summary>Counts what is under way, what was started, and the most that was under way at once.</summary>
public sealed class Flight
{
    private readonly Lock _gate = new();
    private int _now, _most, _started;

    /// <summary>How many are under way.</summary>
    public int Now { get { lock (_gate) return _now; } }

    /// <summary>The most that were under way at once.</summary>
    public int Most { get { lock (_gate) return _most; } }

    /// <summary>How many were started in all.</summary>
    public int Started { get { lock (_gate) return _started; } }

    /// <summary>Does a piece of work and counts it.</summary>
    public async Task<T> Do<T>(Func<Task<T>> work)
    {
        Enter();
        try
        {
            return await work();
        }
        finally
        {
            Leave();
        }
    }

    /// <inheritdoc cref="Do{T}"/>
    public Task Do(Func<Task> work) => Do(async () =>
    {
        await work();
        return true;
    });

    private void Enter()
    {
        lock (_gate)
        {
            _started++;
            _most = Math.Max(_most, ++_now);
        }
    }

    private void Leave()
    {
        lock (_gate)
            _now--;
    }
}
