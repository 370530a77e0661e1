using Camp.Service.Config;
using Microsoft.Extensions.Options;

namespace Camp.Service.Health;

// Lesson 11-health explains this: first not ready, then a while for load balancers to notice, then no new connections.
internal sealed class Drain(IOptions<ServerOptions> options, TimeProvider clock) : IHostedLifecycleService
{
    /// <summary>Comes before any hosted service is stopped, the server among them.</summary>
    public Task StoppingAsync(CancellationToken cancellationToken) =>
        Task.Delay(options.Value.DrainDelay, clock, cancellationToken);

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
