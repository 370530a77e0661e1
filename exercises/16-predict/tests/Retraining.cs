namespace Camp.Predict.Tests;

/// <summary>A retraining that begins when it is asked for and ends when the test says so.</summary>
public sealed class Retraining
{
    private readonly Lock _gate = new();
    private TaskCompletionSource<IReadOnlyList<double>>? _running;
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _count;

    /// <summary>How many have begun.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>The token that the latest one got.</summary>
    public CancellationToken LastToken { get; private set; }

    /// <summary>What a Drift is given.</summary>
    public Task<IReadOnlyList<double>> Run(CancellationToken cancellation)
    {
        lock (_gate)
        {
            _count++;
            LastToken = cancellation;
            _running = new(TaskCreationOptions.RunContinuationsAsynchronously);
            _changed.TrySetResult();
            _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
            return _running.Task;
        }
    }

    /// <summary>Ends when so many have begun.</summary>
    public async Task Began(int count)
    {
        while (true)
        {
            Task changed;
            lock (_gate)
            {
                if (_count >= count)
                    return;
                changed = _changed.Task;
            }

            await changed;
        }
    }

    /// <summary>Lets the one that runs end well.</summary>
    public void End(IReadOnlyList<double> reference) => _running!.TrySetResult(reference);

    /// <summary>Lets the one that runs fail.</summary>
    public void Fail(Exception error) => _running!.TrySetException(error);
}
