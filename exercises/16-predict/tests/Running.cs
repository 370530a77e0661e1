using Camp.Testing;

namespace Camp.Predict.Tests;

/// <summary>A Drift whose RunAsync is under way.</summary>
public sealed class Running : IDisposable
{
    private readonly CancellationTokenSource _stop = new();

    private Running(Drift drift) => Task = Patience.Start(() => drift.RunAsync(_stop.Token)).Unwrap();

    /// <summary>The task of RunAsync.</summary>
    public Task Task { get; }

    /// <summary>The token that it got.</summary>
    public CancellationToken Token => _stop.Token;

    public static Running Start(Drift drift) => new(drift);

    /// <summary>Waits for something; in vain when RunAsync ends before.</summary>
    public async Task Until(Task happens, string what)
    {
        await Patience.Ends(System.Threading.Tasks.Task.WhenAny(happens, Task), $"{what}. See README.md, 'Trained again'");
        if (!happens.IsCompleted)
            await Task;
        Expect.True(happens.IsCompleted, $"RunAsync has ended, but this never happened: {what}.", "Trained again");
    }

    /// <summary>Fails when RunAsync has ended.</summary>
    public async Task Alive()
    {
        if (Together.Chance(() => Task.IsCompleted))
            await Task;
        Expect.True(!Task.IsCompleted, "RunAsync has ended, though nobody has cancelled it.", "Trained again");
    }

    public void Cancel() => _stop.Cancel();

    public void Dispose() => _stop.Cancel();
}
