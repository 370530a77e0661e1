using System.Collections.Concurrent;
using System.Globalization;
using Camp.Testing;
using Xunit;

namespace Camp.Middleware.Tests;

public sealed class RequestLogTests
{
    private const string Section = "One log entry a request";
    private const string Outside = "Text from outside";

    private readonly SettableClock _clock = new();
    private readonly LogBook _log = new();

    [Fact]
    public async Task One_entry_has_method_path_status_and_elapsed_time()
    {
        await using var site = await Start(Took(12.5, 201));
        await site.Send(HttpMethod.Post, "/orders/7", new StringContent("{}"));
        var entry = TheEntry();
        Expect.Equal("POST", entry["Method"], "Method", Section);
        Expect.Equal("/orders/7", entry["Path"], "Path", Section);
        Expect.Equal(201, entry["StatusCode"], "StatusCode", Section);
        Expect.Equal(12.5, Elapsed(entry), "ElapsedMs", Section);
    }

    [Theory]
    [InlineData(200, LogLevel.Information)]
    [InlineData(404, LogLevel.Information)]
    [InlineData(499, LogLevel.Information)]
    [InlineData(500, LogLevel.Error)]
    [InlineData(503, LogLevel.Error)]
    public async Task The_level_goes_by_the_status(int status, LogLevel level)
    {
        await using var site = await Start(Took(1, status));
        await site.Get("/");
        Expect.Equal(status, TheEntry()["StatusCode"], "StatusCode", Section);
        Expect.Equal(level, TheEntry().Level, $"The level for status {status}", Section);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_exception_goes_on_and_the_entry_says_500(bool responseHasStarted)
    {
        var failure = new InvalidOperationException("the database is gone");
        await using var site = await Start(async context =>
        {
            context.Response.StatusCode = StatusCodes.Status202Accepted;
            if (responseHasStarted)
                await context.Response.StartAsync();
            _clock.Advance(TimeSpan.FromMilliseconds(40));
            throw failure;
        });
        var reply = await site.Get("/orders");
        Expect.Same(failure, reply.Thrown, Section);
        Expect.Equal(500, TheEntry()["StatusCode"], "StatusCode", Section);
        Expect.Equal(40.0, Elapsed(TheEntry()), "ElapsedMs", Section);
        Expect.Equal(LogLevel.Error, TheEntry().Level, "The level", Section);
    }

    [Fact]
    public async Task An_exception_before_the_first_await_is_logged_too()
    {
        var failure = new FormatException("not a number");
        await using var site = await Start(_ => throw failure);
        var reply = await site.Get("/");
        Expect.Same(failure, reply.Thrown, Section);
        Expect.Equal(500, TheEntry()["StatusCode"], "StatusCode", Section);
    }

    [Fact]
    public async Task A_query_string_is_in_no_part_of_the_entry()
    {
        await using var site = await Start(Took(1, 200));
        await site.Get("/login?token=s3cret");
        var entry = TheEntry();
        Expect.Equal("/login", entry["Path"], "Path", Section);
        var everything = string.Join(" ", [entry.Message, .. entry.Properties.Values]);
        Expect.True(!everything.Contains("s3cret"), $"The query string is in the entry: {everything}.", Section);
    }

    [Theory]
    [InlineData("/a%0D%0AInformation:%20GET%20/forged%20200")]
    [InlineData("/tab%09bell%07escape%1B[31mdelete%7F")]
    [InlineData("/next-line%C2%85line%E2%80%A8paragraph%E2%80%A9")]
    [InlineData("/caf%C3%A9%20au%20lait")]
    public async Task A_path_cannot_forge_a_log_line(string path)
    {
        await using var site = await Start(Took(1, 200));
        await site.Get(path);
        var logged = Assert.IsAssignableFrom<object>(TheEntry()["Path"]).ToString()!;
        var clean = !Breaks(logged) && !Breaks(TheEntry().Message);
        Expect.True(clean, $"A control character of '{path}' is in the entry.", Outside);
        Expect.Equal(Uri.UnescapeDataString(path), Uri.UnescapeDataString(logged), "The logged path, decoded", Outside);
    }

    [Fact]
    public async Task Method_and_path_are_logged_as_they_came_in()
    {
        await using var site = await Start(context =>
        {
            context.Request.Method = "PUT";
            context.Request.Path = "/error";
            return Task.CompletedTask;
        });
        await site.Get("/orders");
        Expect.Equal("GET", TheEntry()["Method"], "Method, changed by a later handler", Section);
        Expect.Equal("/orders", TheEntry()["Path"], "Path, changed by a later handler", Section);
    }

    [Fact]
    public async Task Setting_the_wall_clock_back_does_not_change_the_elapsed_time()
    {
        await using var site = await Start(context =>
        {
            _clock.Advance(TimeSpan.FromMilliseconds(30));
            _clock.SetBack(TimeSpan.FromHours(1));
            return Task.CompletedTask;
        });
        await site.Get("/");
        Expect.Equal(30.0, Elapsed(TheEntry()), "ElapsedMs", "One log entry a request");
    }

    [Fact]
    public async Task Requests_that_run_at_the_same_time_keep_their_own_values()
    {
        var gates = new ConcurrentDictionary<string, Gate> { ["/slow"] = new(), ["/late"] = new() };
        await using var site = await Start(context => gates[context.Request.Path].Pass());
        var slow = site.Get("/slow");
        await site.Until(gates["/slow"].Arrived, "the first request in its handler", slow);
        _clock.Advance(TimeSpan.FromMilliseconds(10));
        var late = site.Get("/late");
        await site.Until(gates["/late"].Arrived, "the second request in its handler", late);
        _clock.Advance(TimeSpan.FromMilliseconds(20));
        gates["/slow"].Open();
        await slow;
        _clock.Advance(TimeSpan.FromMilliseconds(20));
        gates["/late"].Open();
        await late;
        var entries = _log.Entries.Select(entry => FormattableString.Invariant($"{entry["Path"]} {Elapsed(entry)} ms"));
        Expect.Sequence(["/slow 30 ms", "/late 40 ms"], entries, "Entries of two requests that overlap", Section);
    }

    [Fact]
    public async Task A_request_holds_no_thread_and_is_logged_only_when_it_ends()
    {
        using var gate = new Gate();
        var middleware = new RequestLog(_ => gate.Pass(), _log.For<RequestLog>(), _clock);
        var running = await Patience.Returns(() => middleware.InvokeAsync(new DefaultHttpContext()));
        Expect.Equal(0, _log.Entries.Count, "Entries while the handler still runs", Section);
        gate.Open();
        await Patience.Ends(running);
        Expect.Equal(1, _log.Entries.Count, "Entries after the handler has ended", Section);
    }

    [Fact]
    public async Task The_exchange_reads_as_recorded()
    {
        await using var site = await Start(async context =>
        {
            _clock.Advance(TimeSpan.FromMilliseconds(2.25));
            if (context.Request.Path == "/broken")
                throw new InvalidOperationException("broken");
            context.Response.StatusCode = context.Request.Path == "/" ? 200 : 404;
            await context.Response.WriteAsync("done");
        });
        var transcript = "";
        foreach (var path in new[] { "/", "/orders?token=s3cret", "/broken", "/a%09b" })
            transcript += $"> GET {path}\n{(await site.Get(path)).Transcript()}{Line(_log.Entries[^1])}\n\n";
        await Snapshots.Match("RequestLog", transcript.TrimEnd() + "\n");
    }

    private Task<Site> Start(RequestDelegate handler) =>
        Site.Start(handler, next => new RequestLog(next, _log.For<RequestLog>(), _clock).InvokeAsync);

    private LogEntry TheEntry()
    {
        Expect.Equal(1, _log.Entries.Count, "Log entries for one request", Section);
        return _log.Entries[0];
    }

    private RequestDelegate Took(double milliseconds, int status) => async context =>
    {
        await Task.Yield();
        _clock.Advance(TimeSpan.FromMilliseconds(milliseconds));
        context.Response.StatusCode = status;
    };

    // Any type of number will do; text will not, since nobody can sum it up.
    private static double? Elapsed(LogEntry entry) => entry["ElapsedMs"] switch
    {
        null or string => null,
        var number => Convert.ToDouble(number, CultureInfo.InvariantCulture),
    };

    private static bool Breaks(string text) => text.Any(c => char.IsControl(c) || c is '\u2028' or '\u2029');

    private static string Line(LogEntry entry)
    {
        string[] names = ["Method", "Path", "StatusCode"];
        var properties = names.Select(name => $"{name}={entry[name]}");
        return FormattableString.Invariant($"{entry.Level}: {string.Join(' ', properties)} ElapsedMs={Elapsed(entry)}");
    }
}
