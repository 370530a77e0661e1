using System.Text;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;

namespace Camp.Testing;

/// <summary>The whole application without the network: fast enough for the thousands of turns in which a race shows.</summary>
public sealed class InProcess : IServer, IAsyncDisposable
{
    private WebApplication? _app;
    private Func<IFeatureCollection, Task>? _process;

    IFeatureCollection IServer.Features { get; } = new FeatureCollection();

    public static async Task<InProcess> Start(Action<WebApplication> build)
    {
        var server = new InProcess();
        var app = server.Build();
        build(app);
        await app.StartAsync();
        return server;
    }

    /// <summary>For situations that are explored, where each schedule has an application of its own: only the pipeline, without a host.</summary>
    public static InProcess PipelineOf(Action<WebApplication> build)
    {
        var server = new InProcess();
        var app = server.Build();
        app.UseRouting();
        build(app);
        app.UseEndpoints(static _ => { });
        var pipeline = ((IApplicationBuilder)app).Build();
        server._process = features => pipeline(new DefaultHttpContext(features) { RequestServices = app.Services });
        return server;
    }

    /// <summary>Sends a request on the thread of the caller.</summary>
    public Task<(int Status, string Body, IHeaderDictionary Headers)> Send(
        string method, string path, string body = "", string contentType = "application/json", string? ifMatch = null) =>
        Send(method, path, new MemoryStream(Encoding.UTF8.GetBytes(body)), contentType, ifMatch);

    /// <inheritdoc cref="Send(string, string, string, string, string?)"/>
    public async Task<(int Status, string Body, IHeaderDictionary Headers)> Send(
        string method, string path, Stream body, string contentType = "application/json", string? ifMatch = null)
    {
        var request = new HttpRequestFeature { Method = method, Path = path, Scheme = "http", Protocol = "HTTP/1.1", Body = body };
        request.Headers.Host = "localhost";
        request.Headers.ContentType = contentType;
        request.Headers.ContentLength = body.Length;
        if (ifMatch is not null)
            request.Headers.IfMatch = ifMatch;
        using var answer = new MemoryStream();
        var features = new FeatureCollection();
        features.Set<IHttpRequestFeature>(request);
        var about = new AboutBody(body.Length > 0);
        features.Set<IHttpRequestBodyDetectionFeature>(about);
        features.Set<IHttpMaxRequestBodySizeFeature>(about);
        features.Set<IHttpResponseFeature>(new HttpResponseFeature());
        features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(answer));
        await _process!(features);
        await features.GetRequiredFeature<IHttpResponseBodyFeature>().CompleteAsync();
        var response = features.GetRequiredFeature<IHttpResponseFeature>();
        return (response.StatusCode, Encoding.UTF8.GetString(answer.ToArray()), response.Headers);
    }

    Task IServer.StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
    {
        _process = async features =>
        {
            var context = application.CreateContext(features);
            await application.ProcessRequestAsync(context);
            application.DisposeContext(context, null);
        };
        return Task.CompletedTask;
    }

    Task IServer.StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    void IDisposable.Dispose() { }

    public async ValueTask DisposeAsync() => await _app!.DisposeAsync();

    private WebApplication Build()
    {
        var builder = WebApplication.CreateEmptyBuilder(new() { EnvironmentName = Environments.Production });
        builder.Services.AddSingleton<IServer>(this).AddLogging().AddProblemDetails().AddRoutingCore();
        return _app = builder.Build();
    }

    // What a server says of each request's body.
    private sealed class AboutBody(bool canHaveBody) : IHttpRequestBodyDetectionFeature, IHttpMaxRequestBodySizeFeature
    {
        public bool CanHaveBody => canHaveBody;
        public bool IsReadOnly => false;
        public long? MaxRequestBodySize { get; set; }
    }
}
