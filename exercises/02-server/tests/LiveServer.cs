using System.Net;
using Camp.Testing;

namespace Camp.Server.Tests;

/// <summary>Kestrel with one handler and one client who reads the answer while it comes, and may leave in the middle.</summary>
public sealed class LiveServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly HttpClient _client = new(new SocketsHttpHandler { UseProxy = false, ResponseDrainTimeout = TimeSpan.Zero });
    private readonly TaskCompletionSource<Exception?> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private HttpResponseMessage? _response;

    private LiveServer(RequestDelegate handler)
    {
        var builder = WebApplication.CreateEmptyBuilder(new() { EnvironmentName = Environments.Production });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddLogging();
        _app = builder.Build();
        _app.Run(async context =>
        {
            try
            {
                await handler(context);
                _ended.TrySetResult(null);
            }
            catch (Exception error)
            {
                if (error is NotImplementedException)
                    _ended.TrySetException(error);
                _ended.TrySetResult(error);
                throw;
            }
        });
    }

    /// <summary>Ends with the handler: with the exception that left it, or null.</summary>
    public Task<Exception?> Ended => Patience.Ends(_ended.Task, "the end of the request in the server");

    public static async Task<LiveServer> Start(RequestDelegate handler)
    {
        var server = new LiveServer(handler);
        await server._app.StartAsync();
        return server;
    }

    /// <summary>Sends the request; the answer's head is there then, the body may still be under way.</summary>
    public async Task<HttpResponseMessage> Open()
    {
        var opening = _client.GetAsync(_app.Urls.Single(), HttpCompletionOption.ResponseHeadersRead);
        await Patience.Ends(Task.WhenAny(opening, _ended.Task), "the head of the answer");
        if (!opening.IsCompleted && _ended.Task.IsFaulted)
            await _ended.Task;
        _response = await Patience.Ends(opening, "the head of the answer");
        if (!_response.IsSuccessStatusCode)
            await _ended.Task;
        return _response;
    }

    /// <summary>The events of the answer, as they come.</summary>
    public async Task<EventReader> Events()
    {
        var response = _response ?? await Open();
        return new(await response.Content.ReadAsStreamAsync());
    }

    /// <summary>Closes the connection in the middle of the answer.</summary>
    public void Leave() => _response?.Dispose();

    public async ValueTask DisposeAsync()
    {
        _response?.Dispose();
        _client.Dispose();
        await _app.DisposeAsync();
    }
}
