using System.Net;

namespace Camp.Health.Tests;

/// <summary>A web server on a free port of this machine, and a client for it.</summary>
public sealed class LocalServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private LocalServer(Action<WebApplication> build)
    {
        var builder = WebApplication.CreateEmptyBuilder(new() { EnvironmentName = Environments.Production });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddRoutingCore();
        _app = builder.Build();
        build(_app);
    }

    /// <summary>Its client.</summary>
    public HttpClient Client { get; } = new(new SocketsHttpHandler { UseProxy = false });

    public static async Task<LocalServer> Start(Action<WebApplication> build)
    {
        var server = new LocalServer(build);
        await server._app.StartAsync();
        server.Client.BaseAddress = new Uri(server._app.Urls.Single());
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
    }
}
