// Alternative: each request is a fill of its own; a semaphore puts them in a row.
namespace Camp.Pooling;

/// <summary>Keeps some connections ready, so that a burst need not wait until they are opened.</summary>
public sealed class MinimumIdle : PoolLayer, IAsyncDisposable
{
    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly CancellationTokenSource _stopping = new();
    private readonly int _minimum;
    private readonly TimeSpan _rest;
    private readonly TimeProvider _clock;
    private Task _resting = Task.CompletedTask;

    public MinimumIdle(IPool inner, int minimum, TimeSpan rest, TimeProvider clock)
        : base(inner)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(minimum);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(rest, TimeSpan.Zero);
        (_minimum, _rest, _clock) = (minimum, rest, clock);
        FillAsync();
    }

    public override async Task<IConnection> RentAsync(CancellationToken cancellation)
    {
        try
        {
            return await Inner.RentAsync(cancellation);
        }
        finally
        {
            _ = FillAsync();
        }
    }

    public override async ValueTask DiscardAsync(IConnection connection)
    {
        await Inner.DiscardAsync(connection);
        _ = FillAsync();
    }

    public Task FillAsync() => Task.Run(FillInTurnAsync);

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _one.WaitAsync();
        _one.Release();
        await _resting;
    }

    private async Task FillInTurnAsync()
    {
        await _one.WaitAsync();
        try
        {
            var more = _resting.IsCompleted;
            while (more && !_stopping.IsCancellationRequested && Inner.Idle.Count < _minimum)
                more = await Inner.TryAddAsync(_stopping.Token);
        }
        catch (Exception)
        {
            _resting = RestAsync();
        }
        finally
        {
            _one.Release();
        }
    }

    private async Task RestAsync()
    {
        var delay = Task.Delay(_rest, _clock, _stopping.Token);
        await delay.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _ = Task.Run(async () =>
        {
            // By then the rest itself has ended.
            while (!_resting.IsCompleted)
                await Task.Yield();
            await FillInTurnAsync();
        });
    }
}
