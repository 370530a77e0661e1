#if (auth)
using System.Net.Http.Headers;
#endif
using System.Net.Http.Json;
using Camp.Service.Data;
using Camp.Service.Observability;
using Dapper;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Serilog.Core;

namespace Camp.Service.Tests.Support;

/// <summary>The whole service in this process: real Kestrel on a free port, a database of its own, real HTTP.</summary>
internal sealed class TestService : IAsyncDisposable
{
#if (auth)
    public const string SigningKey = "a key of the tests, well over 32 bytes";
    public const string Password = "correct horse";

#endif
    private readonly TestDatabase _database;
    private readonly WebApplication _app;
    private Task? _stopped;

    private TestService(TestDatabase database, WebApplication app, LoggedLines log)
    {
        _database = database;
        _app = app;
        Log = log;
        Client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
    }

    public HttpClient Client { get; }

    public LoggedLines Log { get; }

    public IServiceProvider Services => _app.Services;

    public static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>What every service under test needs beside its database, its broker and its limiter.</summary>
    public static string[] Usual =>
    [
        "--urls=http://127.0.0.1:0", "--environment=Production", "--Server:DrainDelay=00:00:00",
        // Settings come from here and not from a file, and nobody watches a folder for one.
        $"--contentRoot={Path.GetTempPath()}", "--hostBuilder:reloadConfigOnChange=false",
#if (auth)
        $"--Auth:SigningKey={SigningKey}", "--Auth:BcryptCost=4", "--Limits:Logins=100000",
#endif
        "--Limits:Changes=100000",
    ];

    public static Task<TestService> StartAsync(params string[] settings) => StartAsync(_ => { }, settings);

    public static async Task<TestService> StartAsync(Action<WebApplicationBuilder> adjust, params string[] settings) =>
        await StartAsync(await TestDatabase.CreateAsync(), adjust, settings);

    /// <param name="database">Disposed with the service.</param>
    /// <param name="adjust">What to change before the service is built.</param>
    /// <param name="settings">Settings over the usual ones.</param>
    public static async Task<TestService> StartAsync(
        TestDatabase database, Action<WebApplicationBuilder> adjust, params string[] settings)
    {
        var log = new LoggedLines();
        string[] all = [.. Usual, .. database.Settings, .. TestBroker.Settings(), .. await TestLimiter.SettingsAsync(), .. settings];
        var app = Program.Build(all, builder =>
        {
            // The test runner's own output goes to the console.
            builder.Services.AddSingleton(new LogStream(Stream.Null));
            builder.Services.AddSingleton<ILogEventSink>(log);
            adjust(builder);
        });
        try
        {
            await app.StartAsync(Cancelled);
        }
        catch
        {
            await app.DisposeAsync();
            await database.DisposeAsync();
            throw;
        }
        return new TestService(database, app, log);
    }

#if (auth)
    public async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string path, object? body = null, string? token = null)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Content = body is null ? null : JsonContent.Create(body);
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        return await Client.SendAsync(request, Cancelled);
    }

    /// <summary>A new user's body, with the usual password.</summary>
    public static object NewUser(string? name, string? email) => new { name, email, password = Password };
#else
    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Content = body is null ? null : JsonContent.Create(body);
        return await Client.SendAsync(request, Cancelled);
    }

    /// <summary>A new user's body.</summary>
    public static object NewUser(string? name, string? email) => new { name, email };
#endif

    /// <summary>Registers a user and answers the id.</summary>
    public async Task<long> RegisterAsync(string email)
    {
        using var answer = await SendAsync(HttpMethod.Post, "/api/users", NewUser("Ann", email));
        Assert.Equal(201, (int)answer.StatusCode);
        return (long)(await answer.JsonAsync())["id"]!;
    }

#if (auth)
    /// <summary>Logs in and answers the token.</summary>
    public async Task<string> LoginAsync(string email, string password = Password)
    {
        using var answer = await SendAsync(HttpMethod.Post, "/api/auth/login", new { email, password });
        answer.EnsureSuccessStatusCode();
        return (string)(await answer.JsonAsync())["token"]!;
    }

    public async Task<(long Id, string Token)> RegisterAndLoginAsync(string email) =>
        (await RegisterAsync(email), await LoginAsync(email));

#endif
    /// <summary>Registers somebody who then makes requests.</summary>
    public async Task<Member> MemberAsync(string email)
    {
#if (auth)
        var (id, token) = await RegisterAndLoginAsync(email);
        return new Member(id, (method, path, body) => SendAsync(method, path, body, token));
#else
        return new Member(await RegisterAsync(email), SendAsync);
#endif
    }

    /// <summary>Runs a statement past the service, as an operator or an accident would.</summary>
    public async Task ExecuteAsync(string sql)
    {
        await using var connection = await Services.GetRequiredService<Database>().OpenAsync(Cancelled);
        await connection.ExecuteAsync(sql);
    }

    public async Task<IReadOnlyList<T>> QueryAsync<T>(string sql)
    {
        await using var connection = await Services.GetRequiredService<Database>().OpenAsync(Cancelled);
        return (await connection.QueryAsync<T>(sql)).AsList();
    }

    /// <summary>Stops the service: every request has ended and every line is logged.</summary>
    public Task StopAsync() => _stopped ??= _app.StopAsync(Cancelled);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        try
        {
            // As a process does: what works in the background ends before what it uses is disposed.
            await StopAsync();
        }
        catch (OperationCanceledException)
        {
            // Not in time; what the test has found until then says more.
        }
        await _app.DisposeAsync();
        await _database.DisposeAsync();
    }
}
