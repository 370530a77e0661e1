using System.Text.RegularExpressions;
using Camp.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Camp.Middleware.Tests;

public sealed partial class RequestIdTests
{
    private const string Section = "An id for every request";
    private const string Outside = "Text from outside";
    private const string SideBySide = "One object, many requests";
    private const string Headers = "Headers before the body";

    private readonly LogBook _log = new();

    public static TheoryData<string> ValidIds =>
    [
        "7", "order-42_a.B", "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", "abcdefghijklmnopqrstuvwxyz._-",
        new string('x', 64),
    ];

    // Kestrel itself refuses line breaks, other servers and components in front may not: these go in behind Kestrel.
    public static TheoryData<string> InvalidIds =>
    [
        "", " ", new string('x', 65), new string('x', 5000),
        "a b", "a,b", "a:b", "a/b", "a+b", "a=b", "a;b", "a\"b", "<a>", "{a}", "a%0Ab", "@a", "[a", "`a", "a~",
        "a\r\nSet-Cookie: admin=1", "a\n", "\na", "a\r", "a\tb", "a\0", "a\u007f",
        // Letters and digits, but not those of the rule: e acute, an Arabic three, the Kelvin sign, a full-width a.
        "caf\u00e9", "\u0663", "\u212A", "\uFF41", "id\u2028",
    ];

    [Theory]
    [MemberData(nameof(ValidIds))]
    public async Task A_valid_id_is_taken_and_echoed(string id)
    {
        await using var site = await Start(TellId);
        var reply = await site.Get("/", (RequestId.HeaderName, id));
        Expect.Sequence([id], reply.Values(RequestId.HeaderName), "X-Request-Id of the response", Section);
        Expect.Equal(id, reply.Body, "TraceIdentifier in the handler", Section);
        Expect.Equal(id, IdOf(TheEntry()), "RequestId in the handler's log entry", Section);
    }

    [Theory]
    [MemberData(nameof(InvalidIds))]
    public async Task An_invalid_id_is_replaced_and_never_repeated(string id)
    {
        await using var site = await Start(TellId, Receives(id));
        var reply = await site.Get("/");
        var made = MadeId(reply);
        Expect.Equal(made, reply.Body, "TraceIdentifier in the handler", Section);
        Expect.Equal(made, IdOf(TheEntry()), "RequestId in the handler's log entry", Section);
        var again = MadeId(await site.Get("/"));
        Expect.True(made != again, $"The id '{made}' is made of what the client sent: it comes again.", Section);
    }

    [Theory]
    [InlineData("one", "two")]
    [InlineData("same", "same")]
    public async Task Two_values_are_as_good_as_none(string first, string second)
    {
        await using var site = await Start(TellId);
        var reply = await site.SendHead("GET / HTTP/1.1", $"X-Request-Id: {first}", $"X-Request-Id: {second}");
        var made = MadeId(reply);
        Expect.True(made != first && made != second, $"Of two values, '{made}' was taken.", Outside);
    }

    [Fact]
    public async Task Bytes_beyond_ascii_on_the_wire_are_not_echoed()
    {
        await using var site = await Start(TellId);
        MadeId(await site.SendHead("GET / HTTP/1.1", "X-Request-Id: zürich"));
    }

    [Fact]
    public async Task Every_request_without_an_id_gets_another_one()
    {
        await using var site = await Start(TellId);
        var replies = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => site.Get("/")));
        Expect.Equal(40, replies.Select(MadeId).Distinct().Count(), "Different ids for 40 requests", Section);
    }

    [Fact]
    public async Task Four_threads_never_get_the_same_id_twice()
    {
        const int Threads = 4, EachThread = 60_000;
        var middleware = new RequestId(_ => Task.CompletedTask, NullLogger<RequestId>.Instance);
        using var start = new Barrier(Threads);
        var made = await Patience.Ends(Task.WhenAll(Enumerable.Range(0, Threads).Select(_ => Patience.Start(() =>
        {
            start.SignalAndWait();
            return Enumerable.Range(0, EachThread).Select(_ => IdWithoutServer(middleware)).ToArray();
        }))));
        var different = made.SelectMany(ids => ids).Distinct().Count();
        Expect.Equal(Threads * EachThread, different, "Different ids for 240000 requests", Section);
    }

    [Fact]
    public async Task Two_applications_make_different_ids()
    {
        await using var one = await Start(TellId);
        await using var other = await Start(TellId);
        var (first, second) = (MadeId(await one.Get("/")), MadeId(await other.Get("/")));
        Expect.True(first != second, $"Two servers made the same id, '{first}'.", Section);
    }

    [Fact]
    public async Task Requests_that_run_at_the_same_time_keep_their_own_ids()
    {
        const int Requests = 16;
        using var gate = new Gate(Requests);
        await using var site = await Start(async context =>
        {
            await gate.Pass();
            await TellId(context);
        });
        var ids = Enumerable.Range(0, Requests).Select(i => $"id-{i}").ToArray();
        var replies = ids.Select(id => site.Get("/", (RequestId.HeaderName, id))).ToArray();
        await site.Until(gate.Arrived, "all requests in their handlers", replies);
        gate.Open();
        var answers = await Task.WhenAll(replies);
        Expect.Sequence(ids, answers.Select(reply => reply.Body), "TraceIdentifier of each request", SideBySide);
        var echoed = answers.SelectMany(reply => reply.Values(RequestId.HeaderName));
        Expect.Sequence(ids, echoed, "X-Request-Id of each response", SideBySide);
        foreach (var entry in _log.Entries)
            Expect.Equal(entry["Id"], IdOf(entry), "RequestId of a log entry", SideBySide);
    }

    [Fact]
    public async Task The_scope_is_open_until_the_handler_has_ended_and_closed_afterwards()
    {
        using var gate = new Gate();
        var logger = _log.For<RequestIdTests>();
        var middleware = new RequestId(async _ =>
        {
            logger.LogInformation("begins");
            await gate.Pass();
            logger.LogInformation("ends");
        }, _log.For<RequestId>());
        var context = new DefaultHttpContext();
        context.Request.Headers[RequestId.HeaderName] = "abc";
        var running = await Patience.Returns(() => middleware.InvokeAsync(context));
        gate.Open();
        await Patience.Ends(running);
        var entries = _log.Entries.Select(entry => $"{entry.Message} {IdOf(entry)}");
        Expect.Sequence(["begins abc", "ends abc"], entries, "The handler's log entries", Section);
    }

    [Fact]
    public async Task What_an_outer_component_logs_later_has_no_id()
    {
        var logger = _log.For<RequestIdTests>();
        await using var site = await Start(_ => Task.CompletedTask, next => async context =>
        {
            await next(context);
            logger.LogInformation("after");
        });
        await site.Get("/", (RequestId.HeaderName, "abc"));
        Expect.Equal(null, IdOf(TheEntry()), "RequestId after the request", Section);
    }

    [Theory]
    [InlineData("write")]
    [InlineData("flush")]
    [InlineData("start")]
    [InlineData("nothing")]
    public async Task The_header_is_there_however_the_response_starts(string how)
    {
        await using var site = await Start(context => Answers.With(how, context));
        var reply = await site.Get("/", (RequestId.HeaderName, "abc"));
        Expect.Equal(null, reply.Thrown, "The exception", Headers);
        Expect.Sequence(["abc"], reply.Values(RequestId.HeaderName), "X-Request-Id of the response", Headers);
    }

    [Fact]
    public async Task The_header_outlives_an_exception_that_an_outer_component_answers()
    {
        var failure = new InvalidOperationException("the database is gone");
        Exception? seen = null;
        await using var site = await Start(_ => throw failure, Answers.Sorry(error => seen = error));
        var reply = await site.Get("/", (RequestId.HeaderName, "abc"));
        Expect.Equal(500, reply.Status, "The status", Headers);
        Expect.Same(failure, seen, Section);
        Expect.Sequence(["abc"], reply.Values(RequestId.HeaderName), "X-Request-Id of the error page", Headers);
    }

    [Fact]
    public async Task The_response_has_one_id_whatever_a_handler_puts_there()
    {
        await using var site = await Start(async context =>
        {
            context.Response.Headers.Append(RequestId.HeaderName, "of-the-handler");
            await context.Response.WriteAsync("x");
        });
        var reply = await site.Get("/", (RequestId.HeaderName, "abc"));
        Expect.Sequence(["abc"], reply.Values(RequestId.HeaderName), "X-Request-Id of the response", Headers);
    }

    [Fact]
    public async Task The_exchange_reads_as_recorded()
    {
        await using var site = await Start(TellId);
        var transcript = "";
        foreach (var id in new[] { "order-42", "no spaces please", "" })
        {
            var reply = await site.Get("/", (RequestId.HeaderName, id));
            var made = reply.Body == id ? "{client's}" : reply.Body;
            transcript += $"> GET /\n> X-Request-Id: {id}\n{reply.Transcript()}\n".Replace(made, "{made}");
        }
        await Snapshots.Match("RequestId", transcript.TrimEnd() + "\n");
    }

    private Task<Site> Start(RequestDelegate handler, params Func<RequestDelegate, RequestDelegate>[] outer) =>
        Site.Start(handler, [.. outer, next => new RequestId(next, _log.For<RequestId>()).InvokeAsync]);

    private async Task TellId(HttpContext context)
    {
        await Task.Yield();
        _log.For<RequestIdTests>().LogInformation("Handling {Id}", context.TraceIdentifier);
        await context.Response.WriteAsync(context.TraceIdentifier);
    }

    private LogEntry TheEntry()
    {
        Expect.Equal(1, _log.Entries.Count, "Log entries for one request", Section);
        return _log.Entries[0];
    }

    private static string IdWithoutServer(RequestId middleware)
    {
        var context = new DefaultHttpContext();
        middleware.InvokeAsync(context).GetAwaiter().GetResult();
        return context.TraceIdentifier;
    }

    private static string? IdOf(LogEntry entry) => entry.Scope.GetValueOrDefault("RequestId")?.ToString();

    private static Func<RequestDelegate, RequestDelegate> Receives(string id) => next => context =>
    {
        context.Request.Headers[RequestId.HeaderName] = id;
        return next(context);
    };

    private static string MadeId(Reply reply)
    {
        Expect.Equal(null, reply.Thrown, "The exception", Outside);
        var values = reply.Values(RequestId.HeaderName);
        Expect.Equal(1, values.Length, "Values of X-Request-Id in the response", Section);
        Expect.True(Valid().IsMatch(values[0]), $"The new id '{values[0]}' is not valid by the rule for ids.", Section);
        return values[0];
    }

    [GeneratedRegex(@"\A[A-Za-z0-9._-]{1,64}\z")]
    private static partial Regex Valid();
}
