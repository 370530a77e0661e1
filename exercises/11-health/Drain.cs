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
    // TODO 1: count what has begun and has not ended; decide and count in one step.
    public IDisposable? TryBegin() =>
        throw new NotImplementedException("Drain.TryBegin: count the work, or refuse it.");

    /// <inheritdoc/>
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Turns ready, and only then enters the instance into the registry. A registry that fails is thrown: the start has failed.</summary>
    // TODO 2: the phase first: nobody may be sent to an instance that says it is not ready.
    public Task StartedAsync(CancellationToken cancellationToken) =>
        throw new NotImplementedException("Drain.StartedAsync: turn ready, then register.");

    /// <summary>Turns draining before anything else, then waits for the grace by the clock, while requests still come in.</summary>
    // TODO 3: the phase, then the grace.
    public Task StoppingAsync(CancellationToken cancellationToken) =>
        throw new NotImplementedException("Drain.StoppingAsync: turn draining, then give load balancers time.");

    /// <summary>Refuses new work from now on, and waits for the work that has begun.</summary>
    // TODO 4: close, and wait until the count is zero.
    public Task StopAsync(CancellationToken cancellationToken) =>
        throw new NotImplementedException("Drain.StopAsync: refuse new work, wait for the rest.");

    /// <summary>
    /// Takes the instance out of the registry, also when the token is cancelled already: the deadline was the work's, not the registry's.
    /// The registry has <see cref="DrainOptions.DeregisterLimit"/> by the clock; then its token is cancelled, and nobody waits for it any longer.
    /// </summary>
    // TODO 5: one call, with a limit of its own.
    public Task StoppedAsync(CancellationToken cancellationToken) =>
        throw new NotImplementedException("Drain.StoppedAsync: deregister, whatever happens.");
}
