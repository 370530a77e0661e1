// Alternative: a Lazy<Task> decides who starts; a lazy whose task has failed is swapped for a new one.
namespace Camp.Sync;

public sealed class Once
{
    private Lazy<Task>? _run;

    public Task RunAsync(Func<Task> work, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
            return Task.FromCanceled(cancellationToken);
        var seen = Volatile.Read(ref _run);
        if (seen is null || seen.Value.IsFaulted || seen.Value.IsCanceled)
        {
            var mine = new Lazy<Task>(() => Task.Run(work, CancellationToken.None));
            var before = Interlocked.CompareExchange(ref _run, mine, seen);
            seen = before == seen ? mine : before!;
        }

        return seen.Value.WaitAsync(cancellationToken);
    }
}
