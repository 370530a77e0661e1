using System.Net;
using Camp.Testing;

namespace Camp.Health.Tests;

/// <summary>
/// A service around the exercise, for tests in this process and in one of its own. GET /work waits until the test opens
/// <see cref="Work"/>; GET /health/ready goes by the phase.
/// </summary>
public sealed class Node : IAsyncDisposable
{
    public Node(IRegistry registry, TimeProvider clock, DrainOptions options, TimeSpan hostLimit)
    {
        var builder = WebApplication.CreateEmptyBuilder(new() { EnvironmentName = Environments.Production });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddRoutingCore();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = hostLimit);
        builder.Services.AddHostedService(_ => Drain!);
        Drain = new Drain(State, registry, () => new Instance("pod-1", "orders", Address), clock, options);
        App = builder.Build();
        App.MapGet("/work", async () =>
        {
            await Work.Pass();
            return "done";
        });
        App.MapGet("/health/ready", () => State.Phase == Phase.Ready ? Results.Ok("ready") : Results.StatusCode(503));
    }

    public WebApplication App { get; }

    public Drain Drain { get; }

    public ServiceState State { get; } = new();

    /// <summary>Where a request for /work waits.</summary>
    public Gate Work { get; } = new();

    /// <summary>Where the service listens; known when it does.</summary>
    public Uri Address => new(App.Urls.Single());

    public async ValueTask DisposeAsync()
    {
        Work.Open();
        await App.DisposeAsync();
    }
}
