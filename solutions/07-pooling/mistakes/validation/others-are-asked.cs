// Mistake: the others are asked one by one, which can cost the limit each.
// Rejected by: ValidationTests.With_a_dead_one_all_that_are_idle_go_unasked
namespace Camp.Pooling;

/// <summary>Gives out connections that are alive, also after the server was away.</summary>
public sealed class Validation : PoolLayer
{
    private const int Attempts = 3;

    private readonly TimeSpan _limit;
    private readonly TimeProvider _clock;

    public Validation(IPool inner, TimeSpan limit, TimeProvider clock)
        : base(inner)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(limit, TimeSpan.Zero);
        (_limit, _clock) = (limit, clock);
    }

    public override async Task<IConnection> RentAsync(CancellationToken cancellation)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var connection = await Inner.RentAsync(cancellation);
            if (await IsAliveAsync(connection, cancellation))
                return connection;
            await Inner.DiscardAsync(connection);
            cancellation.ThrowIfCancellationRequested();
            foreach (var suspect in Inner.Idle.Where(Inner.TryTake))
            {
                if (await IsAliveAsync(suspect, cancellation))
                    await Inner.ReturnAsync(suspect);
                else
                    await Inner.DiscardAsync(suspect);
            }
        }

        throw new IOException($"{Attempts} connections in a row were dead. Is the server up, and does something between here and there cut connections?");
    }

    private async Task<bool> IsAliveAsync(IConnection connection, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(_limit, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            return await connection.IsAliveAsync(either.Token).WaitAsync(either.Token);
        }
        catch (Exception)
        {
            return false;
        }
    }
}
