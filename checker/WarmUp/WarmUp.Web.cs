using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Text.Json;
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
    internal static WebApplication Build()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddLogging().AddProblemDetails().AddRoutingCore();
        return builder.Build();
    }

    internal static async Task<HttpClient> Start(WebApplication app)
    {
        await app.StartAsync();
        return new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri(app.Urls.Single()) };
    }

    // What is done for the third time needs no more code of its own: reflection and injection compile theirs with the second.
    [Theory, InlineData(1), InlineData(2), InlineData(3)]
    public async Task Answers(int round)
    {
        await using var app = Build();
        app.Use(next => async context =>
        {
            Assert.True(context.Request.Headers.Remove("X-Warm-Up"), "A header has gone.");
            context.Response.OnStarting(() => Task.CompletedTask);
            await next(context);
        });
        app.MapGet("/", (HttpContext context) => context.Response.WriteAsync("warm"));
        app.MapPost("/", async (HttpContext context) =>
        {
            using var reader = new StreamReader(context.Request.Body);
            await context.RequestServices.GetRequiredService<IProblemDetailsService>()
                .WriteAsync(new() { HttpContext = context, ProblemDetails = { Status = 409, Title = await reader.ReadToEndAsync() } });
        });
        using var client = await Start(app);
        Assert.Equal((200, "warm"), await Ask(HttpMethod.Get, null));
        using var problem = JsonDocument.Parse((await Ask(HttpMethod.Post, new StringContent("warm"))).Text);
        var fields = problem.RootElement.EnumerateObject().Where(field => field.Name != "").OrderBy(field => field.Name, StringComparer.Ordinal).Select(field => $"{field.Name}: {field.Value}");
        Assert.Contains("title: warm", string.Join(", ", fields));
        await Assert.ThrowsAnyAsync<InvalidOperationException>(async () =>
        {
            await Task.Yield();
            throw new InvalidOperationException();
        });

        async Task<(int Status, string Text)> Ask(HttpMethod method, HttpContent? body)
        {
            using var request = new HttpRequestMessage(method, "/") { Content = body };
            request.Headers.TryAddWithoutValidation("X-Warm-Up", $"{round}");
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            var headers = new List<(string Name, string Value)>();
            foreach (var (name, values) in response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated))
                headers.AddRange(values.Select(value => (name, value)));
            Assert.NotEmpty(headers.GroupBy(header => header.Name, header => header.Value).OrderBy(header => header.Key, StringComparer.Ordinal).ToArray());
            return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
        }
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
