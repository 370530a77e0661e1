using System.Linq;
using System.Net;
using System.Net.Http;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

/// <summary>The same for lessons about HTTP: a server, a client, a request.</summary>
public sealed class WebWarmUp
{
    [Fact]
    public async Task Answers()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddLogging().AddProblemDetails().AddRoutingCore();
        await using var app = builder.Build();
        app.Use(async (context, next) => await next(context));
        app.MapGet("/", (HttpContext context) => context.Response.WriteAsync("warm"));
        await app.StartAsync();
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        Assert.Equal("warm", await client.GetStringAsync(app.Urls.Single() + "/"));
        await app.StopAsync();
    }
}
