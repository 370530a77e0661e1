namespace Camp.Pooling;

/// <summary>Gives out connections that are alive, also after the server was away.</summary>
/// <remarks>
/// <para>Each connection is asked before it is given out. It is <b>dead</b> when <see cref="IConnection.IsAliveAsync"/> says false, throws, or has not
/// answered when <c>limit</c> has passed by the clock; its token is cancelled then, but it may ignore it.</para>
/// <para>A dead connection is discarded, and so are all that are idle at this moment, without asking them: most likely the server was
/// away, and each check could cost the whole limit. Then another is rented. After three dead ones in one call it gives up.</para>
/// <para>When the caller cancels during a check, that connection is discarded, since what it was asked is still on its way. No timer is left on the clock after a
/// call.</para>
/// </remarks>
public sealed class Validation : PoolLayer
{
    private const int Attempts = 3;

    private readonly TimeSpan _limit;
    private readonly TimeProvider _clock;

    /// <param name="inner">Has the connections.</param>
    /// <param name="limit">More than zero; 1 second in <see cref="PoolSettings"/>.</param>
    /// <param name="clock">Tells the time. Never the wall clock.</param>
    /// <exception cref="ArgumentOutOfRangeException">The limit is zero or less.</exception>
    public Validation(IPool inner, TimeSpan limit, TimeProvider clock)
        : base(inner)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(limit, TimeSpan.Zero);
        (_limit, _clock) = (limit, clock);
    }

    /// <inheritdoc/>
    /// <exception cref="IOException">Three connections in a row were dead.</exception>
    /// <exception cref="OperationCanceledException">The caller has cancelled, before the call or during a check.</exception>
    /// <exception cref="Exception">What the inner pool threw, as it was thrown: the server may still be away.</exception>
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
                await Inner.DiscardAsync(suspect);
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
