namespace Camp.Pooling;

/// <summary>Keeps some connections ready, so that a burst need not wait until they are opened.</summary>
/// <remarks>
/// <para>From the start, after each rent and after each discard, it adds connections to the inner pool until <c>minimum</c> are idle or the
/// inner pool has no place left. That is a fill. It runs in the background: who rents or discards does not wait for it. Fills do not overlap, and
/// one connection is opened at a time.</para>
/// <para>When opening fails, that fill ends, and the server is left alone for <c>rest</c> by the clock, whoever rents or asks meanwhile. Then
/// it fills again by itself.</para>
/// </remarks>
public sealed class MinimumIdle : PoolLayer, IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly int _minimum;
    private readonly TimeSpan _rest;
    private readonly ITimer _restOver;
    private Task? _filling;
    private bool _asked;
    private bool _resting;
    private bool _disposed;

    /// <param name="inner">Has the connections.</param>
    /// <param name="minimum">How many should be idle; not negative, and 5 of 20 in <see cref="PoolSettings"/>.</param>
    /// <param name="rest">More than zero.</param>
    /// <param name="clock">Tells the time. Never the wall clock.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public MinimumIdle(IPool inner, int minimum, TimeSpan rest, TimeProvider clock)
        : base(inner)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(minimum);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(rest, TimeSpan.Zero);
        (_minimum, _rest) = (minimum, rest);
        _restOver = clock.CreateTimer(_ => Wake(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _ = FillAsync();
    }

    /// <inheritdoc/>
    public override async Task<IConnection> RentAsync(CancellationToken cancellation)
    {
        var connection = await Inner.RentAsync(cancellation);
        _ = FillAsync();
        return connection;
    }

    /// <inheritdoc/>
    public override async ValueTask DiscardAsync(IConnection connection)
    {
        await Inner.DiscardAsync(connection);
        _ = FillAsync();
    }

    /// <summary>Asks for a fill, and waits for its end.</summary>
    /// <returns>
    /// A task that ends when a look taken after this call found enough idle connections or no place, or when opening failed; it never
    /// fails itself. During the rest, and after <see cref="DisposeAsync"/>, nothing is opened.
    /// </returns>
    public Task FillAsync()
    {
        lock (_gate)
        {
            if (_resting || _disposed)
                return Task.CompletedTask;
            // The one that runs takes a last look after this, under the same lock, so no request is lost.
            _asked = true;
            return _filling ??= Task.Run(FillUpAsync);
        }
    }

    /// <summary>
    /// Cancels the opening that is under way and waits until it has ended. Nothing is opened afterwards, and no timer is left on the clock.
    /// The inner pool goes on.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        Task? running;
        lock (_gate)
        {
            _disposed = true;
            running = _filling;
        }

        await _stopping.CancelAsync();
        await (running ?? Task.CompletedTask);
        await _restOver.DisposeAsync();
    }

    private async Task FillUpAsync()
    {
        try
        {
            while (IsAskedFor())
            {
                while (!_stopping.IsCancellationRequested && Inner.Idle.Count < _minimum && await Inner.TryAddAsync(_stopping.Token))
                {
                    // One after the other: a server that comes back is not run over.
                }
            }
        }
        catch (Exception)
        {
            BeginRest();
        }
    }

    private bool IsAskedFor()
    {
        lock (_gate)
        {
            var asked = _asked;
            _asked = false;
            if (!asked)
                _filling = null;
            return asked;
        }
    }

    private void BeginRest()
    {
        lock (_gate)
        {
            (_filling, _asked) = (null, false);
            _resting = !_disposed;
            if (_resting)
                _restOver.Change(_rest, Timeout.InfiniteTimeSpan);
        }
    }

    private void Wake()
    {
        lock (_gate)
            _resting = false;
        _ = FillAsync();
    }
}
