using System.IO;
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

/// <summary>Explored when there is time for it.</summary>
public static class WarmUpWebRaces
{
    public static async Task Two_ask()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore();
        builder.Services.AddLogging().AddProblemDetails().AddRoutingCore();
        await using var app = builder.Build();
        app.UseRouting();
        app.MapPost("/{id:int}", (int id, Reading reading) => id == 0 ? Results.Problem(statusCode: 404) : TypedResults.Ok(reading));
        app.UseEndpoints(_ => { });
        var pipeline = ((IApplicationBuilder)app).Build();
        await Task.WhenAll(Task.Run(() => Ask(0)), Task.Run(() => Ask(1)));

        async Task Ask(int id)
        {
            var context = new DefaultHttpContext { RequestServices = app.Services };
            (context.Request.Method, context.Request.Path, context.Request.ContentType) = ("POST", $"/{id}", "application/json");
            (context.Request.Body, context.Response.Body) = (new MemoryStream("""{"value":1}"""u8.ToArray()), new MemoryStream());
            await pipeline(context);
        }
    }

    public sealed record Reading(int Value);
}
