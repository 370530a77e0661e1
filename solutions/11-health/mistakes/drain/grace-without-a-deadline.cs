// Mistake: waits for the whole grace, whatever the deadline.
// Rejected by: DrainTests.The_deadline_cuts_the_grace_short_without_an_exception
// Explored: failed
namespace Camp.Health;

/// <summary>
/// Leads a service through its end, as a hosted service. The host calls the four methods in this order, and the web server's own steps
/// lie between them: it listens before <see cref="StartedAsync"/>; between <see cref="StoppingAsync"/> and <see cref="StopAsync"/> it stops
/// accepting connections and finishes the requests that run. Go: <c>signal.NotifyContext</c> and <c>http.Server.Shutdown</c>.
/// </summary>
/// <remarks>
/// The token of the three last methods is the host's deadline. A method that is waiting when the token is cancelled stops waiting and returns:
/// neither this nor a registry that fails is thrown by them, since a shutdown goes on.
/// No thread is blocked. <see cref="TryBegin"/> may be called by many threads at the same time, also while the service stops.
/// </remarks>
public sealed class Drain : IHostedLifecycleService
{
    private readonly ServiceState _state;
    private readonly IRegistry _registry;
    private readonly Func<Instance> _instance;
    private readonly TimeProvider _clock;
    private readonly DrainOptions _options;
    private readonly Lock _lock = new();
    private readonly TaskCompletionSource _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _running;
    private bool _closed;
    private string? _id;

    /// <param name="instance">Which instance this is; known, and called, only when the server listens.</param>
    public Drain(ServiceState state, IRegistry registry, Func<Instance> instance, TimeProvider clock, DrainOptions options)
    {
        _state = state;
        _registry = registry;
        _instance = instance;
        _clock = clock;
        _options = options;
    }

    /// <summary>Begins work that no request waits for: a mail to be sent, a job from a queue. Disposing the result ends it, once.</summary>
    /// <returns>Null when <see cref="StopAsync"/> has been called: such work is refused, everything begun before is waited for.</returns>
    public IDisposable? TryBegin()
    {
        // One step: between a look at the flag and the count, StopAsync could find nobody running.
        lock (_lock)
        {
            if (_closed)
                return null;
            _running++;
            return new Work(this);
        }
    }

    /// <inheritdoc/>
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Turns ready, and only then enters the instance into the registry. A registry that fails is thrown: the start has failed.</summary>
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        _state.Phase = Phase.Ready;
        var instance = _instance();
        _id = instance.Id;
        return _registry.Register(instance, cancellationToken);
    }

    /// <summary>Turns draining before anything else, then waits for the grace by the clock, while requests still come in.</summary>
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        _state.Phase = Phase.Draining;
        await QuietlyAsync(Task.Delay(_options.Grace, _clock, CancellationToken.None));
    }

    /// <summary>Refuses new work from now on, and waits for the work that has begun.</summary>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            _closed = true;
            if (_running == 0)
                _idle.TrySetResult();
        }

        return QuietlyAsync(_idle.Task.WaitAsync(cancellationToken));
    }

    /// <summary>
    /// Takes the instance out of the registry, also when the token is cancelled already: the deadline was the work's, not the registry's.
    /// The registry has <see cref="DrainOptions.DeregisterLimit"/> by the clock; then its token is cancelled, and nobody waits for it any longer.
    /// </summary>
    public async Task StoppedAsync(CancellationToken cancellationToken)
    {
        if (_id is null)
            return;
        // Not the host's token: after the deadline it is cancelled, and callers would be sent here for the rest of the lease.
        using var limit = new CancellationTokenSource(_options.DeregisterLimit, _clock);
        await QuietlyAsync(Deregister(_id, limit.Token).WaitAsync(limit.Token));
    }

    // A registry may throw before it returns a task.
    private async Task Deregister(string id, CancellationToken cancellation) => await _registry.Deregister(id, cancellation);

    private void End()
    {
        lock (_lock)
        {
            _running--;
            if (_closed && _running == 0)
                _idle.TrySetResult();
        }
    }

    // Whatever ends a step, the next one follows.
    private static async Task QuietlyAsync(Task step) => await step.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private sealed class Work(Drain drain) : IDisposable
    {
        private Drain? _drain = drain;

        public void Dispose() => Interlocked.Exchange(ref _drain, null)?.End();
    }
}
