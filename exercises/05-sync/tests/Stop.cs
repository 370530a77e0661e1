using Camp.Testing;
using Xunit;

namespace Camp.Sync.Tests;

/// <summary>A place where a thread stops until a test lets it go on.</summary>
public sealed class Stop
{
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ManualResetEventSlim _open = new();

    /// <summary>Ends when <paramref name="call"/> has come to the stop; fails when it ends without.</summary>
    public async Task ReachedBy<T>(Call<T> call)
    {
        await Patience.Ends(Task.WhenAny(_reached.Task, call.Result), "a call that has to read or write the balance of its accounts");
        if (_reached.Task.IsCompleted)
            return;
        await call.Result;
        Assert.Fail("The call returned without reading or writing the balance of every account it was given.");
    }

    /// <summary>Lets the thread go on.</summary>
    public void Open() => _open.Set();

    /// <summary>Called by the thread that is to stop.</summary>
    public void Here()
    {
        _reached.SetResult();
        _open.Wait();
    }
}
