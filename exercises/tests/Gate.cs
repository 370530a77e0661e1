namespace Camp.Testing;

/// <summary>Holds up those who pass until the test opens it, and says when the expected number has arrived.</summary>
public sealed class Gate(int expected = 1) : IDisposable
{
    private readonly TaskCompletionSource _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _count;

    /// <summary>Ends when as many as expected have arrived.</summary>
    public Task Arrived => _arrived.Task;

    /// <summary>Arrives, then waits for <see cref="Open"/>.</summary>
    public Task Pass()
    {
        if (Interlocked.Increment(ref _count) == expected)
            _arrived.TrySetResult();
        return _open.Task;
    }

    /// <summary>Lets everybody through, now and later.</summary>
    public void Open() => _open.TrySetResult();

    /// <summary>Opens, so that a test that fails leaves nobody waiting.</summary>
    public void Dispose() => Open();
}
