using System.Diagnostics;
using System.Net;

namespace Camp.Errors.Tests;

/// <summary>Another service, on a real port of its own, and a client for it that marks its calls as the exercise says.</summary>
public sealed class Backend : IAsyncDisposable
{
    private readonly WebApplication _app;

    private Backend(RequestDelegate handler)
    {
        var builder = WebApplication.CreateEmptyBuilder(new() { EnvironmentName = Environments.Production });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddLogging();
        _app = builder.Build();
        _app.Run(handler);
    }

    /// <summary>Its client. .NET's own would mark calls by itself, so that is switched off.</summary>
    public HttpClient Client { get; private set; } = null!;

    public static async Task<Backend> Start(RequestDelegate handler)
    {
        var backend = new Backend(handler);
        await backend._app.StartAsync();
        var handlers = new SocketsHttpHandler { UseProxy = false, ActivityHeadersPropagator = DistributedContextPropagator.CreateNoOutputPropagator() };
        backend.Client = new HttpClient(new CorrelatedCalls(handlers)) { BaseAddress = new Uri(backend._app.Urls.Single()) };
        return backend;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
    }
}
