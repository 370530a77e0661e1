namespace Camp.Events.Tests;

/// <summary>A handler that fails as often as the test says, and tells when it is called.</summary>
public sealed class Handler(int failures, Func<int, Exception>? error = null)
{
    private readonly Lock _gate = new();
    private int _attempts;
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>How often it has been called.</summary>
    public int Attempts
    {
        get
        {
            lock (_gate)
                return _attempts;
        }
    }

    /// <summary>Fails with the error of this attempt, or ends well.</summary>
    public Task Handle()
    {
        int attempt;
        lock (_gate)
        {
            attempt = ++_attempts;
            _changed.TrySetResult();
            _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        return attempt <= failures ? Task.FromException((error ?? (number => new IOException($"attempt {number}")))(attempt)) : Task.CompletedTask;
    }

    /// <summary>Ends when it has been called so often.</summary>
    public async Task Called(int attempts)
    {
        while (true)
        {
            Task changed;
            lock (_gate)
            {
                if (_attempts >= attempts)
                    return;
                changed = _changed.Task;
            }

            await changed;
        }
    }
}
