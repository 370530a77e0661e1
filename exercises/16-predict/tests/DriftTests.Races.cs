using Camp.Testing;

namespace Camp.Predict.Tests;

/// <summary>Small situations; every <c>camp check</c> runs each of them in hundreds of orders.</summary>
public static class DriftRaces
{
    private const string Section = "Drift";

    public static async Task Two_observe_at_once()
    {
        var drift = new Drift([0.05], 2, _ => throw new InvalidOperationException("Nothing has drifted."));
        await Task.WhenAll(Task.Run(() => drift.Observe(0.05)), Task.Run(() => drift.Observe(0.05)));
        Expect.True(drift.LastDivergence is not null, "Of two predictions one was lost: the window is not full.", Section);
    }

    // Nothing is expected of the figures: which window the prediction falls into is open. Exploring sees whether the two share a lock.
    public static async Task One_observes_while_a_retraining_ends()
    {
        using var stop = new CancellationTokenSource();
        var began = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var drift = new Drift([0.05, 0.05, 0.05], 1, _ =>
        {
            began.TrySetResult();
            return Task.FromResult<IReadOnlyList<double>>([0.95]);
        });
        drift.Observe(0.95);
        var running = Task.Run(() => drift.RunAsync(stop.Token));
        await began.Task;
        await Task.Run(() => drift.Observe(0.95));
        stop.Cancel();
        try
        {
            await running;
        }
        catch (OperationCanceledException)
        {
            // So it ends.
        }
    }
}
