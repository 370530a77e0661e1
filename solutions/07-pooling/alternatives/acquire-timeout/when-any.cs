// Alternative: a race between the inner pool and a delay on the clock.
namespace Camp.Pooling;

/// <summary>Nobody waits longer than so long for a connection. Go: <c>db.Conn(ctx)</c> under <c>context.WithTimeout</c>.</summary>
public sealed class AcquireTimeout : PoolLayer
{
    private readonly TimeSpan _limit;
    private readonly TimeProvider _clock;

    public AcquireTimeout(IPool inner, TimeSpan limit, TimeProvider clock)
        : base(inner)
    {
        _limit = limit > TimeSpan.Zero ? limit : throw new ArgumentOutOfRangeException(nameof(limit));
        _clock = clock;
    }

    public override async Task<IConnection> RentAsync(CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var delay = Task.Delay(_limit, _clock, over.Token);
        try
        {
            var renting = Inner.RentAsync(over.Token);
            if (await Task.WhenAny(renting, delay) == renting && !(renting.IsCanceled && cancellation.IsCancellationRequested))
                return await renting;
            await over.CancelAsync();
            _ = renting.ContinueWith(late => Inner.ReturnAsync(late.Result).AsTask(), CancellationToken.None, TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default);
            cancellation.ThrowIfCancellationRequested();
            throw new TimeoutException("No connection in time.");
        }
        finally
        {
            // Ends the delay, and with it its timer.
            await over.CancelAsync();
        }
    }
}
