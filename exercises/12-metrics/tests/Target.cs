using System.Net;
using Camp.Testing;

namespace Camp.Metrics.Tests;

/// <summary>A web server that a real Prometheus can scrape: Kestrel on a free port. (Site answers its own client only.)</summary>
public sealed class Target : IAsyncDisposable
{
    private readonly WebApplication _app;

    private Target(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.Single());

    /// <summary>Starts a server that answers /metrics by <paramref name="text"/>.</summary>
    public static async Task<Target> Start(Func<string> text)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var target = new Target(builder.Build());
        target._app.Run(context =>
        {
            if (context.Request.Path != "/metrics")
                return Task.CompletedTask;
            context.Response.ContentType = Exposition.ContentType;
            return context.Response.WriteAsync(text());
        });
        await Patience.Ends(target._app.StartAsync(), "start of the server");
        return target;
    }

    // Disposed without being stopped first, it waits for nobody.
    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
