using System.Text;
using System.Text.Json;
using Camp.Testing;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;

namespace Camp.Server.Tests;

/// <summary>Small situations; every <c>camp check</c> runs each of them in many orders.</summary>
public static class JsonEchoRaces
{
    public static async Task Two_notes_arrive_at_once()
    {
        var builder = WebApplication.CreateEmptyBuilder(new() { EnvironmentName = Environments.Production });
        builder.Services.AddSingleton<IServer, Unheard>().AddLogging().AddProblemDetails().AddRoutingCore();
        await using var app = builder.Build();
        app.UseRouting();
        JsonEcho.Map(app);
        app.UseEndpoints(static _ => { });
        var pipeline = ((IApplicationBuilder)app).Build();
        var authors = await Task.WhenAll(Task.Run(() => Echo("Ada")), Task.Run(() => Echo("Bob")));
        Expect.Sequence(["Ada", "Bob"], authors, "The authors of two notes that come back", "JSON in and out");

        async Task<string?> Echo(string author)
        {
            var body = Encoding.UTF8.GetBytes($$"""{"authorName":"{{author}}","bodyText":"Hi","starCount":5}""");
            var context = Offline.Request("/echo");
            context.RequestServices = app.Services;
            context.Features.Set<IHttpMaxRequestBodySizeFeature>(new Unheard());
            context.Features.Set<IHttpRequestBodyDetectionFeature>(new Unheard());
            context.Request.Method = "POST";
            context.Request.ContentType = "application/json";
            context.Request.ContentLength = body.Length;
            context.Request.Body = new InTwoParts(body);
            await pipeline(context);
            await context.Response.CompleteAsync();
            using var note = JsonDocument.Parse(((MemoryStream)context.Response.Body).ToArray());
            return note.RootElement.GetProperty("authorName").GetString();
        }
    }

    /// <summary>A server that is never started, and what one says of each request.</summary>
    private sealed class Unheard : IServer, IHttpMaxRequestBodySizeFeature, IHttpRequestBodyDetectionFeature
    {
        public IFeatureCollection Features { get; } = new FeatureCollection();
        public bool IsReadOnly => false;
        public long? MaxRequestBodySize { get; set; }
        public bool CanHaveBody => true;
        public Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
            where TContext : notnull => Task.CompletedTask;
        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
        public void Dispose() { }
    }

    /// <summary>A body that takes two reads: another request comes in between.</summary>
    private sealed class InTwoParts(byte[] body) : MemoryStream(body)
    {
        private int _reads;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(_reads++ == 0 ? buffer[..Math.Min(20, buffer.Length)] : buffer, cancellationToken);
    }
}
