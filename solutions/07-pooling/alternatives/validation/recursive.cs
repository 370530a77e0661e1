// Alternative: a race between the check and a delay, and a call of itself for each further attempt.
namespace Camp.Pooling;

/// <summary>Gives out connections that are alive, also after the server was away.</summary>
public sealed class Validation : PoolLayer
{
    private readonly TimeSpan _limit;
    private readonly TimeProvider _clock;

    public Validation(IPool inner, TimeSpan limit, TimeProvider clock)
        : base(inner)
    {
        _limit = limit > TimeSpan.Zero ? limit : throw new ArgumentOutOfRangeException(nameof(limit));
        _clock = clock;
    }

    public override Task<IConnection> RentAsync(CancellationToken cancellation) => RentAsync(3, cancellation);

    private async Task<IConnection> RentAsync(int attempts, CancellationToken cancellation)
    {
        if (attempts == 0)
            throw new IOException("No live connection.");
        var connection = await base.RentAsync(cancellation);
        if (await AnswersAsync(connection, cancellation))
            return connection;
        await DiscardAsync(connection);
        cancellation.ThrowIfCancellationRequested();
        foreach (var idle in Idle)
        {
            if (TryTake(idle))
                await DiscardAsync(idle);
        }

        return await RentAsync(attempts - 1, cancellation);
    }

    private async Task<bool> AnswersAsync(IConnection connection, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var delay = Task.Delay(_limit, _clock, stop.Token);
        try
        {
            var check = connection.IsAliveAsync(stop.Token);
            return await Task.WhenAny(check, delay) == check && await check;
        }
        catch
        {
            return false;
        }
        finally
        {
            stop.Cancel();
        }
    }
}
