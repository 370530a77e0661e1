using Camp.Testing;
using Xunit;

namespace Camp.Limits.Tests;

/// <summary>A call that the test ends as it likes, and which counts how often it ran.</summary>
public sealed class Service
{
    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<string> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _calls;

    public int Calls => Volatile.Read(ref _calls);

    /// <summary>Begins, and ends when the test says how.</summary>
    public Task<string> Call(CancellationToken cancellation)
    {
        Interlocked.Increment(ref _calls);
        _begun.TrySetResult();
        return _end.Task.WaitAsync(cancellation);
    }

    public void Answer(string value = "fine") => _end.TrySetResult(value);

    public void Fail(Exception error) => _end.TrySetException(error);

    /// <summary>Waits until the call has begun, or <paramref name="running"/> has failed before.</summary>
    public async Task Begun(Task running)
    {
        await Patience.Ends(Task.WhenAny(_begun.Task, running), "the call of the service");
        if (!_begun.Task.IsCompleted)
            await running;
        Assert.True(_begun.Task.IsCompleted, "RunAsync has ended, but the call never ran. See README.md, 'The circuit breaker'.");
    }

    public static Task<string> Fine(CancellationToken cancellation) => Task.FromResult("fine");

    public static Task<string> Broken(CancellationToken cancellation) => Task.FromException<string>(new TimeoutException("no answer"));

    public static Task<string> Throwing(CancellationToken cancellation) => throw new IOException("no route");
}
