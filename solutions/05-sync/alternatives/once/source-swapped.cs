// Alternative: no lock: whoever swaps a new TaskCompletionSource in runs the work and completes it for all.
namespace Camp.Sync;

public sealed class Once
{
    private TaskCompletionSource? _run;

    public Task RunAsync(Func<Task> work, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
            return Task.FromCanceled(cancellationToken);
        var seen = Volatile.Read(ref _run);
        if (seen is null || seen.Task.IsFaulted || seen.Task.IsCanceled)
        {
            var mine = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var before = Interlocked.CompareExchange(ref _run, mine, seen);
            if (ReferenceEquals(before, seen))
                _ = Task.Run(() => Run(work, mine), CancellationToken.None);
            seen = ReferenceEquals(before, seen) ? mine : before!;
        }

        return seen.Task.WaitAsync(cancellationToken);
    }

    private static async Task Run(Func<Task> work, TaskCompletionSource run)
    {
        try
        {
            await work();
            run.SetResult();
        }
        catch (OperationCanceledException)
        {
            run.SetCanceled();
        }
        catch (Exception error)
        {
            run.SetException(error);
        }
    }
}
