using Camp.Service.Auth;
using Camp.Service.Config;
using Camp.Service.Data;
using Camp.Service.Events;
using Camp.Service.Observability;
using Camp.Service.Users;
using Camp.Testing;
using Dapper;
using Serilog.Core;
using Xunit;

namespace Camp.Capstone.Tests;

/// <summary>The parts of the service that a test names: real Kestrel on a free port, a database file of its own, real HTTP.</summary>
internal sealed class Shop : IAsyncDisposable
{
    public const string Password = "correct horse";
    public const string SigningKey = "a key of the tests, and with well over 64 bytes long enough for every HMAC";

    private readonly DirectoryInfo _folder;
    private readonly WebApplication _app;
    private readonly HttpClient _client = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false });

    private Shop(DirectoryInfo folder, WebApplication app, Lines log)
    {
        (_folder, _app, Log) = (folder, app, log);
    }

    /// <summary>Cancelled when the run of the tests is.</summary>
    public static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public Lines Log { get; }

    public IServiceProvider Services => _app.Services;

    private Database Database => Services.GetRequiredService<Database>();

    /// <summary>Starts what none of the exercises is (settings, log, server, database), and these parts.</summary>
    /// <param name="parts">Adds services.</param>
    /// <param name="pipeline">Adds components and endpoints.</param>
    /// <param name="settings">Settings, such as "--Limits:Logins=2".</param>
    public static Task<Shop> Start(Action<WebApplicationBuilder> parts, Action<WebApplication> pipeline, params string[] settings) =>
        Start((all, adjust) =>
        {
            var builder = WebApplication.CreateBuilder(all);
            builder.AddSettings();
            builder.AddJsonLogs();
            builder.AddServer();
            builder.AddDatabase();
            adjust(builder);
            parts(builder);
            var app = builder.Build();
            pipeline(app);
            return app;
        }, settings);

    /// <summary>Starts the whole service, as Program.cs builds it, with one more subscriber.</summary>
    public static Task<Shop> StartAll(ISubscriber subscriber, params string[] settings) => Start((all, adjust) => Camp.Service.Program.Build(all, builder =>
    {
        adjust(builder);
        builder.Services.AddSingleton(subscriber);
    }), settings);

    private static async Task<Shop> Start(Func<string[], Action<WebApplicationBuilder>, WebApplication> build, string[] settings)
    {
        var folder = Directory.CreateTempSubdirectory("camp-capstone-");
        var log = new Lines();
        string[] all =
        [
            "--urls=http://127.0.0.1:0", "--environment=Production", $"--contentRoot={folder.FullName}", "--hostBuilder:reloadConfigOnChange=false",
            "--Server:DrainDelay=00:00:00", $"--Auth:SigningKey={SigningKey}", "--Auth:BcryptCost=4", .. settings,
        ];
        WebApplication? app = null;
        try
        {
            app = build(all, builder =>
            {
                // The console is the test runner's.
                builder.Services.AddSingleton(new LogStream(Stream.Null));
                builder.Services.AddSingleton<ILogEventSink>(log);
            });
            await Patience.Ends(app.StartAsync(), "start of the service");
            var shop = new Shop(folder, app, log);
            shop._client.BaseAddress = new Uri(app.Urls.Single());
            return shop;
        }
        catch
        {
            if (app is not null)
                await app.DisposeAsync();
            folder.Delete(recursive: true);
            throw;
        }
    }

    public Task<Reply> Get(string path, params (string Name, string Value)[] headers) => Send(HttpMethod.Get, path, null, headers);

    /// <summary>Sends a request; fails with the stub's exception when the request met one.</summary>
    public async Task<Reply> Send(HttpMethod method, string path, object? body, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Content = body is null or HttpContent ? (HttpContent?)body : JsonContent.Create(body);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return await Until(Reply.Read(_client, request), $"{method} {path}");
    }

    /// <summary>Waits for something that a stub would never let happen.</summary>
    public async Task<T> Until<T>(Task<T> happens, string what)
    {
        await Patience.Ends(Task.WhenAny(happens, Log.Todo), what);
        if (Log.Todo.IsCompleted)
            await Log.Todo;
        return await happens;
    }

    /// <summary>A registered user, without the way that users register.</summary>
    public async Task<long> AddUser(string email)
    {
        var hash = await Services.GetRequiredService<Passwords>().HashAsync(Password, Cancelled);
        await using var work = await Database.BeginAsync(Cancelled);
        var user = await UserStore.AddAsync(work, "Ann", email, Cancelled);
        await PasswordStore.SetAsync(work, user!.Id, hash, Cancelled);
        await work.CommitAsync(Cancelled);
        return user.Id;
    }

    /// <summary>Runs a statement past the service, as an operator or an accident would.</summary>
    public async Task Execute(string sql)
    {
        await using var connection = await Database.OpenAsync(Cancelled);
        await connection.ExecuteAsync(sql);
    }

    public async Task<IReadOnlyList<T>> Query<T>(string sql)
    {
        await using var connection = await Database.OpenAsync(Cancelled);
        return (await connection.QueryAsync<T>(sql)).AsList();
    }

    /// <summary>Stops the service: every request has ended, and every line is logged.</summary>
    public Task Stop() => Patience.Ends(_app.StopAsync(), "stop of the service");

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _app.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
