// Mistake: FillAsync fails when opening fails.
// Rejected by: MinimumIdleTests.A_failure_is_nobodys_who_waits_for_the_fill
namespace Camp.Pooling;

/// <summary>Keeps some connections ready, so that a burst need not wait until they are opened.</summary>
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

    public MinimumIdle(IPool inner, int minimum, TimeSpan rest, TimeProvider clock)
        : base(inner)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(minimum);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(rest, TimeSpan.Zero);
        (_minimum, _rest) = (minimum, rest);
        _restOver = clock.CreateTimer(_ => Wake(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _ = FillAsync();
    }

    public override async Task<IConnection> RentAsync(CancellationToken cancellation)
    {
        var connection = await Inner.RentAsync(cancellation);
        _ = FillAsync();
        return connection;
    }

    public override async ValueTask DiscardAsync(IConnection connection)
    {
        await Inner.DiscardAsync(connection);
        _ = FillAsync();
    }

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
            throw;
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
