// Mistake: check, then act: everybody who comes before the end of the first run starts the work again.
// Rejected by: OnceRaces.Two_come_at_once
// Explored: race
namespace Camp.Sync;

public sealed class Once
{
    private volatile bool _done;

    public async Task RunAsync(Func<Task> work, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_done)
            return;
        await work();
        _done = true;
    }
}
