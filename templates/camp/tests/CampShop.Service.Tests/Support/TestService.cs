using System.Net.Http.Headers;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Serilog.Core;

namespace Camp.Service.Tests.Support;

/// <summary>The whole service in this process: real Kestrel on a free port, a SQLite file of its own, real HTTP.</summary>
internal sealed class TestService : IAsyncDisposable
{
    public const string SigningKey = "a key of the tests, well over 32 bytes";
    public const string Password = "correct horse";

    private readonly DirectoryInfo _folder;
    private readonly WebApplication _app;

    private TestService(DirectoryInfo folder, WebApplication app, LoggedLines log)
    {
        _folder = folder;
        _app = app;
        Log = log;
        Client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
    }

    public HttpClient Client { get; }

    public LoggedLines Log { get; }

    public string DatabaseFile => Path.Combine(_folder.FullName, "users.db");

    public static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static Task<TestService> StartAsync(params string[] settings) => StartAsync(_ => { }, settings);

    public static async Task<TestService> StartAsync(Action<WebApplicationBuilder> adjust, params string[] settings)
    {
        var folder = Directory.CreateTempSubdirectory("camp-service-");
        var log = new LoggedLines();
        string[] usual =
        [
            "--urls=http://127.0.0.1:0", "--environment=Production", $"--contentRoot={folder.FullName}",
            $"--Auth:SigningKey={SigningKey}", "--Auth:BcryptCost=4", "--LoginLimit:Attempts=1000",
        ];
        var app = Program.Build([.. usual, .. settings], builder =>
        {
            builder.Services.AddSingleton<ILogEventSink>(log);
            adjust(builder);
        });
        await app.StartAsync(Cancelled);
        return new TestService(folder, app, log);
    }

    public async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string path, object? body = null, string? token = null)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Content = body is null ? null : JsonContent.Create(body);
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        return await Client.SendAsync(request, Cancelled);
    }

    /// <summary>Registers a user with the usual password and answers the id.</summary>
    public async Task<long> RegisterAsync(string email)
    {
        using var answer = await SendAsync(HttpMethod.Post, "/api/users", new { name = "Ann", email, password = Password });
        return (long)(await answer.JsonAsync())["id"]!;
    }

    /// <summary>Logs in and answers the token.</summary>
    public async Task<string> LoginAsync(string email, string password = Password)
    {
        using var answer = await SendAsync(HttpMethod.Post, "/api/auth/login", new { email, password });
        answer.EnsureSuccessStatusCode();
        return (string)(await answer.JsonAsync())["token"]!;
    }

    public async Task<(long Id, string Token)> RegisterAndLoginAsync(string email) =>
        (await RegisterAsync(email), await LoginAsync(email));

    /// <summary>Stops the service: every request has ended and every line is logged.</summary>
    public Task StopAsync() => _app.StopAsync(Cancelled);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
