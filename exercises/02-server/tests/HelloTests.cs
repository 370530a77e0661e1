using Camp.Testing;
using Xunit;

namespace Camp.Server.Tests;

public sealed class HelloTests : IDisposable
{
    private const string Section = "Hello, Kestrel";
    private const string Port = "The port";

    private readonly string? _portBefore = Environment.GetEnvironmentVariable("PORT");
    private readonly HttpClient _client = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false });

    public HelloTests() => Environment.SetEnvironmentVariable("PORT", null);

    public void Dispose()
    {
        Environment.SetEnvironmentVariable("PORT", _portBefore);
        _client.Dispose();
    }

    [Theory]
    [InlineData("/", "/")]
    [InlineData("/orders/42", "/orders/42")]
    [InlineData("/Orders/", "/Orders/")]
    [InlineData("/report.pdf", "/report.pdf")]
    [InlineData("/search?q=go&page=2", "/search")]
    [InlineData("/a%20b", "/a%20b")]
    [InlineData("/a+b", "/a+b")]
    [InlineData("//a//b", "//a//b")]
    [InlineData("//", "//")]
    [InlineData("/%E4%B8%AD%E6%96%87", "/%E4%B8%AD%E6%96%87")]
    [InlineData("/caf%C3%A9%0Apaid", "/caf%C3%A9%0Apaid")]
    [InlineData("/%3Cb%3Ehi%3C/b%3E", "/%3Cb%3Ehi%3C/b%3E")]
    public async Task The_greeting_names_the_path_as_it_came_in(string target, string path)
    {
        await using var app = await Started();
        var reply = await Ask(app, HttpMethod.Get, target);
        Expect.Equal(200, reply.Status, $"The status of GET {target}", Section);
        Expect.Equal($"Hello, World! Request path: {path}", reply.Body, $"The answer to GET {target}", Section);
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("OPTIONS")]
    [InlineData("BREW")]
    public async Task Every_method_is_greeted(string method)
    {
        await using var app = await Started();
        var reply = await Ask(app, new HttpMethod(method), "/coffee");
        Expect.Equal(200, reply.Status, $"The status of {method} /coffee", Section);
        Expect.Equal("Hello, World! Request path: /coffee", reply.Body, $"The answer to {method} /coffee", Section);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/%3Cscript%3Ealert(1)%3C/script%3E")]
    public async Task The_answer_is_plain_text_in_utf_8(string target)
    {
        await using var app = await Started();
        var reply = await Ask(app, HttpMethod.Get, target);
        Expect.Equal("text/plain;charset=utf-8", ContentType(reply), "The content type", Section);
    }

    [Fact]
    public async Task The_port_is_8080_unless_told()
    {
        await using var app = await Built();
        Expect.Equal(8080, Address(app).Port, "The port without an argument", Port);
    }

    [Theory]
    [InlineData(9090, "--port=9090")]
    [InlineData(9090, "--port", "9090")]
    [InlineData(1, "--port=1")]
    [InlineData(65535, "--port=65535")]
    [InlineData(0, "--port=0")]
    [InlineData(9090, "--verbose=true", "--port=9090")]
    public async Task An_argument_sets_the_port(int port, params string[] args)
    {
        await using var app = await Built(args);
        Expect.Equal(port, Address(app).Port, $"The port for {string.Join(' ', args)}", Port);
    }

    [Fact]
    public async Task The_environment_sets_the_port_and_an_argument_wins_over_it()
    {
        Environment.SetEnvironmentVariable("PORT", "7070");
        await using var told = await Built();
        await using var overruled = await Built("--port=9090");
        Expect.Equal(7070, Address(told).Port, "The port for PORT=7070", Port);
        Expect.Equal(9090, Address(overruled).Port, "The port for PORT=7070 and --port=9090", Port);
    }

    [Theory]
    [InlineData("abc")]
    [InlineData("-1")]
    [InlineData("65536")]
    [InlineData("99999999999")]
    [InlineData("80.5")]
    [InlineData("8,080")]
    [InlineData("0x50")]
    [InlineData("#50")]
    [InlineData("")]
    public async Task A_bad_port_is_refused_and_the_message_says_what_is_valid(string port)
    {
        var error = await Patience.Returns(() => Record.Exception(() => Hello.Build([$"--port={port}"])));
        if (error is NotImplementedException)
            throw error;
        Expect.True(error is ArgumentException, $"--port={port} should be an ArgumentException, not {error?.GetType().Name ?? "accepted"}.", Port);
        var quoted = error!.Message.Contains($"\"{port}\"") || error!.Message.Contains($"'{port}'");
        Expect.True(quoted, $"The message should have '{port}' in quotes: {error!.Message}", Port);
        Expect.True(error!.Message.Contains("0 to 65535"), $"The message should say 0 to 65535: {error!.Message}", Port);
    }

    [Fact]
    public async Task It_listens_on_every_interface_without_encryption()
    {
        await using var app = await Built("--port=9090");
        var address = Address(app);
        Expect.Equal("http", address.Scheme, "The scheme", Port);
        Expect.True(address.Host is "*" or "+" or "0.0.0.0" or "[::]", $"'{address.Host}' is not every interface: in a container nobody outside could connect. Use http://*:9090.", Port);
    }

    [Fact]
    public async Task Building_does_not_start_the_server()
    {
        // Two on one port: the second could not be built if the first were listening.
        await using var one = await Built("--port=0");
        await using var other = await Built("--port=0");
        foreach (var app in new[] { one, other })
            Expect.True(!app.Lifetime.ApplicationStarted.IsCancellationRequested, "Build has started the server; its caller does that.", Section);
    }

    [Fact]
    public async Task Two_servers_run_side_by_side()
    {
        await using var one = await Started();
        await using var other = await Started();
        foreach (var (app, path) in new[] { (one, "/one"), (other, "/other"), (one, "/again") })
            Expect.Equal($"Hello, World! Request path: {path}", (await Ask(app, HttpMethod.Get, path)).Body, "The answer", Section);
    }

    [Fact]
    public async Task The_exchange_reads_as_recorded()
    {
        await using var app = await Started();
        var transcript = "";
        foreach (var (method, target) in new[] { ("GET", "/"), ("GET", "/x"), ("POST", "/a%20b?c=d"), ("GET", "/%E4%B8%AD%E6%96%87"), ("GET", "//") })
        {
            var reply = await Ask(app, new HttpMethod(method), target);
            transcript += $"> {method} {target}\n< {reply.Status} {reply.Reason}\n< content-type: {ContentType(reply)}\n<\n{reply.Body}\n\n";
        }
        await Snapshots.Match("Hello", transcript.TrimEnd() + "\n");
    }

    // Building ends by itself: a call of Run in it would not return.
    private static Task<WebApplication> Built(params string[] args) => Patience.Returns(() => Hello.Build(args));

    private static async Task<WebApplication> Started()
    {
        var app = await Built("--port=0");
        await Patience.Ends(app.StartAsync());
        return app;
    }

    private Task<Reply> Ask(WebApplication app, HttpMethod method, string target)
    {
        var request = new HttpRequestMessage(method, new Uri($"http://127.0.0.1:{Address(app).Port}{target}"));
        return Patience.Ends(Reply.Read(_client, request), $"{method} {target}");
    }

    private static BindingAddress Address(WebApplication app)
    {
        string[] urls = app.Urls.Count > 0 ? [.. app.Urls] : (app.Configuration["urls"] ?? "").Split(';');
        Expect.True(urls is [{ Length: > 0 }], $"There should be one address, not '{string.Join(';', urls)}'.", Port);
        return BindingAddress.Parse(urls[0]);
    }

    private static string ContentType(Reply reply) =>
        string.Join(", ", reply.Values("Content-Type")).Replace(" ", "").ToLowerInvariant();
}
