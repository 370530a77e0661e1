using System.Security.Cryptography;
using System.Text.Json;
using Camp.Testing;
using Xunit;

namespace Camp.Middleware.Tests;

public sealed class ApiKeyTests
{
    private const string Key = "k-7f3a9c51";
    private const string Section = "Refuse early";
    private const string FixedTime = "Refuse early";

    private int _passed;

    [Fact]
    public async Task The_right_key_passes_once_and_the_request_keeps_its_body()
    {
        await using var site = await Start(Key);
        var reply = await site.Send(HttpMethod.Post, "/", new StringContent("three eggs"), (ApiKey.HeaderName, Key));
        Expect.Equal("got 'three eggs'", reply.Body, "The handler's answer", Section);
        Expect.Equal(200, reply.Status, "The status", Section);
        Expect.Equal(1, _passed, "Calls of the next handler", Section);
        Expect.Equal(0, reply.Values("WWW-Authenticate").Length, "WWW-Authenticate values on success", Section);
    }

    [Theory]
    [InlineData("k-7f3a9c52")]
    [InlineData("K-7F3A9C51")]
    [InlineData("k-7f3a9c5")]
    [InlineData("k-7f3a9c511")]
    [InlineData("k")]
    [InlineData("")]
    [InlineData("*")]
    [InlineData("k-7f3a9c51,k-7f3a9c51")]
    [InlineData("k-7f3a9c51 k-7f3a9c51")]
    public async Task A_wrong_key_gets_401_and_the_handler_never_runs(string key)
    {
        await using var site = await Start(Key);
        IsRefused(await site.Get("/", (ApiKey.HeaderName, key)));
    }

    [Fact]
    public async Task A_very_long_key_gets_401()
    {
        await using var site = await Start(Key);
        IsRefused(await site.Get("/", (ApiKey.HeaderName, Key + new string('x', 8000))));
    }

    [Fact]
    public async Task A_request_without_a_key_gets_401()
    {
        await using var site = await Start(Key);
        IsRefused(await site.Get($"/?{ApiKey.HeaderName}={Key}", ("Authorization", $"ApiKey {Key}")));
    }

    [Theory]
    [InlineData(Key, Key)]
    [InlineData(Key, "wrong")]
    [InlineData("wrong", Key)]
    [InlineData("", Key)]
    public async Task Two_values_are_refused_even_when_one_is_right(string first, string second)
    {
        await using var site = await Start(Key);
        var reply = await site.SendHead("GET / HTTP/1.1", $"X-Api-Key: {first}", $"X-Api-Key: {second}");
        Expect.Equal(401, reply.Status, "The status", Section);
        Expect.Equal(0, _passed, "Calls of the next handler", Section);
    }

    [Theory]
    [InlineData("schlüssel-99", "schlüssel-99", 200)]
    [InlineData("schlüssel-99", "schl?ssel-99", 401)]
    [InlineData("schlüssel-99", "schlussel-99", 401)]
    [InlineData("schl?ssel-99", "schlüssel-99", 401)]
    public async Task Keys_are_compared_as_utf_8(string configured, string sent, int status)
    {
        await using var site = await Start(configured);
        var reply = await site.SendHead("GET / HTTP/1.1", $"X-Api-Key: {sent}");
        Expect.Equal(status, reply.Status, $"The status for '{sent}' where '{configured}' is right", Section);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("X-Api-Key: wrong")]
    public async Task The_answer_comes_before_the_body_is_asked_for(string? keyLine)
    {
        await using var site = await Start(Key);
        string[] head = ["POST / HTTP/1.1", "Content-Length: 1000000", "Expect: 100-continue"];
        // The first read of the body would make the server send 100 Continue, and the client its megabyte.
        var reply = await site.SendHead(keyLine is null ? head : [.. head, keyLine]);
        Expect.Equal(401, reply.Status, "The first status line, with the body still unsent", Section);
    }

    [Theory]
    [InlineData("wrong")]
    [InlineData("k-7f3a9c51,k-7f3a9c51")]
    public async Task The_body_of_a_refused_request_is_left_unread(string key)
    {
        var body = new WatchedBody();
        await using var site = await Site.Start(Handle, body.Watch, Guard(Key));
        var reply = await site.Send(HttpMethod.Post, "/", new StringContent("three eggs"), (ApiKey.HeaderName, key));
        IsRefused(reply);
        Expect.Equal(0, body.Reads, "Reads of the body of a refused request", Section);
    }

    [Fact]
    public async Task The_comparison_is_called_once_with_the_same_length_for_every_key()
    {
        var calls = new List<(int Left, int Right)>();
        await using var site = await Start(Key, (left, right) =>
        {
            calls.Add((left.Length, right.Length));
            return CryptographicOperations.FixedTimeEquals(left, right);
        });
        string[] keys = [Key, "k-7f3a9c52", "k", Key + "1", new string('x', 3000), "schlüssel"];
        foreach (var key in keys)
            await site.SendHead("GET / HTTP/1.1", $"X-Api-Key: {key}");
        Expect.Equal(keys.Length, calls.Count, $"Calls of the comparison for {keys.Length} requests", FixedTime);
        var lengths = calls.SelectMany(call => new[] { call.Left, call.Right }).Distinct().ToArray();
        Expect.True(lengths is [> 0], $"One length should be compared, not {string.Join(", ", lengths)}.", FixedTime);
    }

    [Theory]
    [InlineData(true, "wrong", 200)]
    [InlineData(true, "k-7f3a9c5", 200)]
    [InlineData(false, Key, 401)]
    public async Task The_comparison_alone_decides(bool same, string sent, int status)
    {
        await using var site = await Start(Key, (_, _) => same);
        var reply = await site.Get("/", (ApiKey.HeaderName, sent));
        Expect.Equal(status, reply.Status, $"The status when the comparison says {same}", FixedTime);
    }

    [Fact]
    public async Task Without_exactly_one_value_nothing_passes_whatever_the_comparison_says()
    {
        await using var site = await Start(Key, (_, _) => true);
        IsRefused(await site.Get("/"));
        var reply = await site.SendHead("GET / HTTP/1.1", "X-Api-Key: a", "X-Api-Key: b");
        Expect.Equal(401, reply.Status, "The status for two values", Section);
    }

    [Fact]
    public async Task The_answer_does_not_tell_what_was_wrong()
    {
        await using var site = await Start(Key);
        var missing = await site.Get("/");
        foreach (var key in new[] { "", "wrong-guess", "k-7f3a9c5", $"{Key},{Key}" })
        {
            var reply = await site.Get("/", (ApiKey.HeaderName, key));
            Expect.Equal(Document(missing), Document(reply), $"The document for the key '{key}'", Section);
            var repeats = reply.Body.Contains(Key) || reply.Body.Contains("wrong-guess");
            Expect.True(!repeats, $"The answer repeats a key: {reply.Body}.", Section);
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  \t")]
    public void A_key_that_lets_anybody_in_is_refused_at_the_start(string? key)
    {
        ApiKey Made(string? secret) => new(_ => Task.CompletedTask, secret!, CryptographicOperations.FixedTimeEquals);
        Assert.NotNull(Made(Key));
        Assert.ThrowsAny<ArgumentException>(() => Made(key));
    }

    [Fact]
    public async Task Each_application_has_its_own_key()
    {
        await using var one = await Start("first-key");
        await using var other = await Start("second-key");
        var known = await one.Get("/", (ApiKey.HeaderName, "first-key"));
        var unknown = await other.Get("/", (ApiKey.HeaderName, "first-key"));
        Expect.Equal(200, known.Status, "The status where the key is right", Section);
        Expect.Equal(401, unknown.Status, "The status where another key is right", Section);
    }

    [Fact]
    public async Task The_right_key_passes_on_eight_threads_at_once()
    {
        var wrongAnswers = 0;
        var middleware = new ApiKey(context =>
        {
            context.Response.StatusCode = 299;
            return Task.CompletedTask;
        }, Key, CryptographicOperations.FixedTimeEquals);
        using var start = new Barrier(8);
        var threads = Enumerable.Range(0, 8).Select(_ => Patience.Start(() =>
        {
            start.SignalAndWait();
            for (var i = 0; i < 4000; i++)
                if (!Answers299(middleware, Key))
                    Interlocked.Increment(ref wrongAnswers);
        }));
        await Patience.Ends(Task.WhenAll(threads));
        Expect.Equal(0, wrongAnswers, "Refusals of 32000 right keys", "One object, many requests");
    }

    [Fact]
    public async Task The_handlers_exception_goes_on_and_no_thread_is_held()
    {
        using var gate = new Gate();
        var failure = new InvalidOperationException("the database is gone");
        RequestDelegate handler = async _ =>
        {
            await gate.Pass();
            throw failure;
        };
        var middleware = new ApiKey(handler, Key, CryptographicOperations.FixedTimeEquals);
        var context = new DefaultHttpContext();
        context.Request.Headers[ApiKey.HeaderName] = Key;
        var running = await Patience.Returns(() => middleware.InvokeAsync(context));
        gate.Open();
        var seen = await Record.ExceptionAsync(() => Patience.Ends(running));
        Expect.Same(failure, seen, Section);
    }

    [Fact]
    public async Task The_exchange_reads_as_recorded()
    {
        await using var site = await Start(Key);
        var transcript = "> POST / without a key\n" + Story(await site.Send(HttpMethod.Post, "/", body: null));
        foreach (var key in new[] { "wrong", Key })
        {
            var eggs = new StringContent("three eggs");
            var reply = await site.Send(HttpMethod.Post, "/", eggs, (ApiKey.HeaderName, key));
            transcript += $"\n> POST / with the {(key == Key ? "right" : "wrong")} key\n{Story(reply)}";
        }
        await Snapshots.Match("ApiKey", transcript);
    }

    private Task<Site> Start(string key, FixedTimeComparison? comparison = null) =>
        Site.Start(Handle, Guard(key, comparison));

    private static Func<RequestDelegate, RequestDelegate> Guard(string key, FixedTimeComparison? comparison = null) =>
        next => new ApiKey(next, key, comparison ?? CryptographicOperations.FixedTimeEquals).InvokeAsync;

    private async Task Handle(HttpContext context)
    {
        Interlocked.Increment(ref _passed);
        var body = await new StreamReader(context.Request.Body).ReadToEndAsync(context.RequestAborted);
        await context.Response.WriteAsync($"got '{body}'");
    }

    private void IsRefused(Reply reply)
    {
        Expect.Equal(null, reply.Thrown, "The exception", Section);
        Expect.Equal(401, reply.Status, "The status", Section);
        Expect.Equal(0, _passed, "Calls of the next handler", Section);
        Expect.Sequence(["ApiKey"], reply.Values("WWW-Authenticate"), "WWW-Authenticate", Section);
        Expect.Equal("application/problem+json", MediaType(reply), "The content type", Section);
        var problem = Members(reply, "status", "title");
        Expect.Equal("status: 401, title: Unauthorized", problem, "The problem document", Section);
    }

    private static bool Answers299(ApiKey middleware, string key)
    {
        var context = new DefaultHttpContext();
        context.Request.Headers[ApiKey.HeaderName] = key;
        try
        {
            return middleware.InvokeAsync(context).IsCompletedSuccessfully && context.Response.StatusCode == 299;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private static string MediaType(Reply reply) => reply.Values("Content-Type").FirstOrDefault("").Split(';')[0];

    // What the contract fixes: a problem document may have more members, and a trace id differs each time.
    private static string Story(Reply reply)
    {
        if (MediaType(reply) != "application/problem+json")
            return reply.Transcript();
        var challenge = string.Join(", ", reply.Values("WWW-Authenticate"));
        return $"< {reply.Status} {reply.Reason}\n< content-type: {MediaType(reply)}\n< www-authenticate: {challenge}\n"
            + $"<\n{Members(reply, "status", "title")}\n";
    }

    private static string Document(Reply reply) => Members(reply, "detail", "instance", "status", "title", "type");

    private static string Members(Reply reply, params string[] names)
    {
        var members = JsonDocument.Parse(reply.Body).RootElement.EnumerateObject()
            .Where(member => names.Contains(member.Name)).OrderBy(member => member.Name, StringComparer.Ordinal);
        return string.Join(", ", members.Select(member => $"{member.Name}: {member.Value}"));
    }
}
