using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Xunit;

namespace Camp.Testing;

/// <summary>A web server for one test: Kestrel on a free port of this machine, and a client for it.</summary>
public sealed class Site : IAsyncDisposable
{
    // Tells the watcher which call a request belongs to; taken off before any component sees the request.
    private const string CallHeader = "X-Test-Call";

    private readonly WebApplication _app;
    private readonly HttpClient _client;
    private readonly ConcurrentDictionary<string, TaskCompletionSource<Exception?>> _calls = new();
    private readonly TaskCompletionSource _todo = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _lastCall;

    private Site(Action<IServiceCollection> services)
    {
        var builder = WebApplication.CreateEmptyBuilder(new() { EnvironmentName = Environments.Production });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddLogging().AddProblemDetails().AddRoutingCore();
        services(builder.Services);
        _app = builder.Build();
        _client = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false });
    }

    /// <summary>Where the server listens, such as http://127.0.0.1:40123.</summary>
    public Uri Address => _client.BaseAddress!;

    /// <summary>Starts a server with these <paramref name="components"/>, outermost first, and the handler.</summary>
    public static Task<Site> Start(RequestDelegate handler, params Func<RequestDelegate, RequestDelegate>[] components) =>
        Start(app =>
        {
            foreach (var component in components)
                app.Use(component);
            app.Run(handler);
        });

    /// <summary>Starts a server with what <paramref name="build"/> adds to it: components, routes.</summary>
    /// <param name="build">Called once, before the server starts.</param>
    /// <param name="services">Adds services; null for none.</param>
    public static async Task<Site> Start(Action<WebApplication> build, Action<IServiceCollection>? services = null)
    {
        var site = new Site(services ?? (_ => { }));
        site._app.Use(site.Watch);
        build(site._app);
        await Patience.Ends(site._app.StartAsync(), "start of the server");
        site._client.BaseAddress = new Uri(site._app.Urls.Single());
        return site;
    }

    /// <summary>GETs a path. The answer comes back when the response is there and the whole chain has ended.</summary>
    public Task<Reply> Get(string path, params (string Name, string Value)[] headers) =>
        Send(HttpMethod.Get, path, body: null, headers);

    /// <inheritdoc cref="Get"/>
    public async Task<Reply> Send(
        HttpMethod method, string path, HttpContent? body, params (string Name, string Value)[] headers)
    {
        var (call, ended) = NewCall();
        using var request = new HttpRequestMessage(method, path) { Content = body };
        request.Headers.Add(CallHeader, call);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        var reply = await Until(Reply.Read(_client, request), $"{method} {path}");
        return reply with { Thrown = await Until(ended, $"the end of {method} {path} in the server") };
    }

    /// <summary>
    /// Sends a request head as it stands, over bare TCP, and nothing after it: what a well-behaved client cannot send.
    /// </summary>
    /// <param name="head">The request line and header lines, without Host.</param>
    /// <returns>The first head that the server answers; its body is not read.</returns>
    public Task<Reply> SendHead(params string[] head) => SendRaw(head, [], withBody: false);

    /// <summary>
    /// Sends a chunk of a body that never ends, over bare TCP, and reads the answer while the request is still open: what
    /// <see cref="HttpClient"/> does only after it has sent all.
    /// </summary>
    public Task<Reply> SendWithoutEnd(string path, string contentType, byte[] chunk) => SendRaw(
        [$"POST {path} HTTP/1.1", $"Content-Type: {contentType}", "Transfer-Encoding: chunked"],
        [.. Encoding.ASCII.GetBytes($"{chunk.Length:x}\r\n"), .. chunk, .. "\r\n"u8], withBody: true);

    private async Task<Reply> SendRaw(string[] head, byte[] body, bool withBody)
    {
        var (call, ended) = NewCall();
        string[] lines = [.. head, "Host: 127.0.0.1", $"{CallHeader}: {call}", "", ""];
        byte[] request = [.. Encoding.UTF8.GetBytes(string.Join("\r\n", lines)), .. body];
        var reply = await Until(Reply.ReadRaw(_client.BaseAddress!.Port, request, withBody), head[0]);
        return reply with { Thrown = await Until(ended, $"the end of {head[0]} in the server") };
    }

    /// <summary>
    /// Waits for what happens inside a handler. It is in vain when all <paramref name="calls"/> end before, or when the
    /// exercise isn't written yet.
    /// </summary>
    public async Task Until(Task happens, string what, params Task[] calls)
    {
        var vain = calls is [] ? _todo.Task : Task.WhenAny(_todo.Task, Task.WhenAll(calls));
        await Patience.Ends(Task.WhenAny(happens, vain), what);
        if (_todo.Task.IsCompleted)
            await _todo.Task;
        if (!happens.IsCompleted)
            await Task.WhenAll(calls);
        Assert.True(happens.IsCompleted, $"The requests have ended, but this never happened: {what}.");
        await happens;
    }

    private async Task<T> Until<T>(Task<T> happens, string what)
    {
        await Until((Task)happens, what);
        return await happens;
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        // Disposed without being stopped first, it aborts what still runs: no test waits for a stuck handler.
        await _app.DisposeAsync();
    }

    private (string Call, Task<Exception?> Ended) NewCall()
    {
        var call = Interlocked.Increment(ref _lastCall).ToString();
        var ended = new TaskCompletionSource<Exception?>(TaskCreationOptions.RunContinuationsAsynchronously);
        _calls[call] = ended;
        return (call, ended.Task);
    }

    // The outermost component: learns how each request ends, and what the host would see as an unhandled exception.
    private RequestDelegate Watch(RequestDelegate next) => async context =>
    {
        var ended = _calls[context.Request.Headers[CallHeader].ToString()];
        context.Request.Headers.Remove(CallHeader);
        try
        {
            await next(context);
            ended.TrySetResult(null);
        }
        catch (Exception error)
        {
            if (error is NotImplementedException)
                _todo.TrySetException(error);
            ended.TrySetResult(error);
            throw;
        }
    };
}
