using System.Diagnostics;
using System.Text.Json;
using Camp.Testing;
using Serilog.Events;
using Xunit;

namespace Camp.Errors.Tests;

public sealed class ExceptionHandlerTests
{
    private const string Section = "One handler for all failures";
    private const string Inside = "What a caller may know";
    private const string Levels = "Which level";

    // What must stay inside, as a database driver would put it into a message.
    private const string Secret = "Host=db-7.internal;Password=hunter2";

    private readonly Journal _journal = new();

    public static TheoryData<Exception, int, string> Refusals => new()
    {
        { new InvalidInputException("The size \"XXXL\" is none."), 400, "Bad Request" },
        { new NotFoundException("There is no order 7."), 404, "Not Found" },
        { new ConflictException("Order 7 has been paid."), 409, "Conflict" },
        { new OrderIsGoneException(), 404, "Not Found" },
    };

    public static TheoryData<Exception, int> Internals => new()
    {
        { new InvalidOperationException(Secret), 500 },
        { new InvalidOperationException("Loading failed.", new NotFoundException(Secret)), 500 },
        { new AggregateException(Secret, new ConflictException(Secret)), 500 },
        { new OrderException(Secret, new TimeoutException()), 500 },
        { new OperationCanceledException(Secret), 500 },
        { new KeyNotFoundException(Secret), 500 },
        { new ArgumentException(Secret), 500 },
        { new TimeoutException(Secret), 504 },
        { new BadHttpRequestException(Secret, 413), 413 },
        { new BadHttpRequestException(Secret), 400 },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task What_the_caller_can_mend_is_told_to_the_caller(Exception failure, int status, string title)
    {
        var reply = await AnswerTo(failure);
        var problem = Problem(reply);
        Expect.Equal(status, reply.Status, "The status", Section);
        Expect.Equal(status, problem.GetProperty("status").GetInt32(), "status of the document", Section);
        Expect.Equal(title, Text(problem, "title"), "title", Section);
        Expect.Equal(failure.Message, Text(problem, "detail"), "detail", Inside);
    }

    [Theory]
    [MemberData(nameof(Internals))]
    public async Task Nothing_else_of_an_exception_leaves_the_server(Exception failure, int status)
    {
        var reply = await AnswerTo(failure);
        var problem = Problem(reply);
        Expect.Equal(status, reply.Status, "The status", Section);
        Expect.Equal(status, problem.GetProperty("status").GetInt32(), "status of the document", Section);
        Expect.Equal(null, Text(problem, "detail"), "detail", Inside);
        var everything = $"{reply.Reason} {string.Join(' ', reply.Headers)} {reply.Body}";
        foreach (var part in new[] { "hunter2", "db-7", failure.GetType().Name, "   at ", "Exception" })
            Expect.True(!everything.Contains(part, StringComparison.OrdinalIgnoreCase), $"The answer has '{part}' in it: {everything}", Inside);
    }

    [Theory]
    [InlineData(500, "Internal Server Error")]
    [InlineData(504, "Gateway Timeout")]
    public async Task The_title_is_the_reason_phrase_of_the_status(int status, string title)
    {
        var reply = await AnswerTo(status == 504 ? new TimeoutException() : new IOException());
        Expect.Equal(title, Text(Problem(reply), "title"), "title", Section);
    }

    [Theory]
    [InlineData("text/html")]
    [InlineData("text/plain")]
    [InlineData("image/png")]
    public async Task The_document_comes_whatever_the_client_accepts(string accept)
    {
        await using var site = await Start(_ => throw new ConflictException("Taken."));
        var reply = await site.Get("/", ("Accept", accept));
        Expect.Equal(409, reply.Status, "The status", Section);
        Expect.Equal("Taken.", Text(Problem(reply), "detail"), "detail", Section);
    }

    [Fact]
    public async Task The_trace_id_is_that_of_the_activity()
    {
        var trace = "";
        await using var site = await Start(_ => throw new IOException(), next => async context =>
        {
            using var activity = new Activity("request").Start();
            trace = activity.TraceId.ToHexString();
            await next(context);
        });
        var problem = Problem(await site.Get("/"));
        Expect.Equal(trace, Text(problem, "traceId"), "traceId of the document", "One id for everything");
        Expect.Equal(trace, Journal.Of(TheEntry(), "TraceId"), "TraceId of the entry", "One id for everything");
    }

    [Fact]
    public async Task Without_an_activity_the_servers_own_identifier_is_used()
    {
        await using var site = await Start(_ => throw new NotFoundException("No."), next => context =>
        {
            context.TraceIdentifier = "of-the-server-7";
            return next(context);
        });
        var problem = Problem(await site.Get("/"));
        Expect.Equal("of-the-server-7", Text(problem, "traceId"), "traceId of the document", "One id for everything");
        Expect.Equal("of-the-server-7", Journal.Of(TheEntry(), "TraceId"), "TraceId of the entry", "One id for everything");
    }

    [Theory]
    [InlineData(500, LogEventLevel.Error)]
    [InlineData(504, LogEventLevel.Error)]
    [InlineData(503, LogEventLevel.Error)]
    [InlineData(499, LogEventLevel.Information)]
    [InlineData(409, LogEventLevel.Information)]
    public async Task Each_failure_is_one_entry_and_its_level_goes_by_the_status(int status, LogEventLevel level)
    {
        Exception failure = status switch
        {
            500 => new IOException("disk"),
            504 => new TimeoutException("slow"),
            409 => new ConflictException("taken"),
            _ => new BadHttpRequestException("bad", status),
        };
        var reply = await AnswerTo(failure);
        Expect.Equal(status, reply.Status, "The status", Section);
        var entry = TheEntry();
        Expect.Equal(level, entry.Level, "The entry's level", Levels);
        Expect.Equal(status, Journal.Of(entry, "StatusCode"), "StatusCode of the entry", Levels);
        if (level == LogEventLevel.Error)
            Expect.True(ReferenceEquals(failure, entry.Exception), $"The entry's exception is {entry.Exception?.GetType().Name ?? "missing"}: pass the exception itself to the logger.", Levels);
    }

    [Fact]
    public async Task What_the_handler_set_before_it_threw_is_gone()
    {
        await using var site = await Start(context =>
        {
            context.Response.StatusCode = 201;
            context.Response.Headers.ETag = "\"7\"";
            context.Response.Headers.Location = "/orders/7";
            context.Response.ContentType = "text/csv";
            context.Response.ContentLength = 3;
            throw new ConflictException("Taken.");
        });
        var reply = await site.Get("/");
        Expect.Equal("Taken.", Text(Problem(reply), "detail"), "detail", Section);
        Expect.Sequence([], [.. reply.Values("ETag"), .. reply.Values("Location")], "ETag and Location", Section);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(404)]
    public async Task When_the_response_has_started_the_exception_goes_on(int status)
    {
        Exception failure = status == 500 ? new IOException("disk") : new NotFoundException("page 2");
        await using var site = await Start(async context =>
        {
            await context.Response.WriteAsync("half of it");
            await context.Response.Body.FlushAsync();
            throw failure;
        });
        var reply = await site.Get("/");
        Expect.Same(failure, reply.Thrown, "When the answer has begun");
        Expect.Equal(LogEventLevel.Error, TheEntry().Level, "The entry's level", "When the answer has begun");
        Expect.True(ReferenceEquals(failure, TheEntry().Exception), "The entry has no exception, or another one.", "When the answer has begun");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_client_that_has_left_is_no_failure(bool asTask)
    {
        using var left = new CancellationTokenSource();
        var context = new DefaultHttpContext { RequestAborted = left.Token };
        context.Response.Body = new MemoryStream();
        var handler = new ExceptionHandler(_ =>
        {
            left.Cancel();
            return asTask ? Task.FromCanceled(left.Token) : throw new OperationCanceledException("of a linked token");
        }, _journal.For<ExceptionHandler>());
        Expect.Equal(null, await Caught.From(() => handler.InvokeAsync(context)), "The exception", "A client that has left");
        Expect.Equal(0, _journal.Events.Count, "Log entries", "A client that has left");
        Expect.Equal(499, context.Response.StatusCode, "The status", "A client that has left");
        Expect.Equal(0L, context.Response.Body.Length, "Bytes of a body", "A client that has left");
    }

    [Fact]
    public async Task A_failure_is_logged_even_when_the_client_has_left()
    {
        using var left = new CancellationTokenSource();
        var context = new DefaultHttpContext { RequestAborted = left.Token };
        var failure = new IOException("disk");
        var handler = new ExceptionHandler(_ =>
        {
            left.Cancel();
            throw failure;
        }, _journal.For<ExceptionHandler>());
        await Caught.From(() => handler.InvokeAsync(context));
        Expect.True(ReferenceEquals(failure, TheEntry().Exception), "The entry has no exception, or another one.", "A client that has left");
    }

    [Fact]
    public async Task A_request_that_succeeds_passes_untouched_and_unlogged()
    {
        await using var site = await Start(async context =>
        {
            context.Response.StatusCode = 404;
            await context.Response.WriteAsync("no such page");
        });
        var reply = await site.Get("/");
        Expect.Equal(404, reply.Status, "The status", Section);
        Expect.Equal("no such page", reply.Body, "The body", Section);
        Expect.Equal(0, _journal.Events.Count, "Log entries", Section);
    }

    [Fact]
    public async Task A_request_holds_no_thread_while_it_waits()
    {
        using var gate = new Gate();
        var handler = new ExceptionHandler(_ => gate.Pass(), _journal.For<ExceptionHandler>());
        var running = await Patience.Returns(() => handler.InvokeAsync(new DefaultHttpContext()));
        Expect.True(!running.IsCompleted, "The call has ended before the next handler.", Section);
        gate.Open();
        await Patience.Ends(running);
    }

    [Fact]
    public async Task Requests_that_fail_at_the_same_time_keep_their_own_answers()
    {
        const int Requests = 16;
        using var gate = new Gate(Requests);
        await using var site = await Start(async context =>
        {
            await gate.Pass();
            throw new NotFoundException($"There is no {context.Request.Path}.");
        });
        var replies = Enumerable.Range(0, Requests).Select(i => site.Get($"/{i}")).ToArray();
        await site.Until(gate.Arrived, "all requests in their handlers", replies);
        gate.Open();
        var details = (await Task.WhenAll(replies)).Select(reply => Text(Problem(reply), "detail"));
        Expect.Sequence(Enumerable.Range(0, Requests).Select(i => $"There is no /{i}."), details, "detail of each answer", Section);
    }

    [Fact]
    public async Task The_exchange_reads_as_recorded()
    {
        var failures = new Dictionary<string, Exception>
        {
            ["/size"] = new InvalidInputException("The size \"XXXL\" is none. Valid: S, M, L."),
            ["/orders/7"] = new NotFoundException("There is no order 7."),
            ["/pay"] = new ConflictException("Order 7 has been paid."),
            ["/slow"] = new TimeoutException(Secret),
            ["/broken"] = new InvalidOperationException(Secret),
        };
        await using var site = await Start(context => throw failures[context.Request.Path], next => context =>
        {
            context.TraceIdentifier = "trace-1";
            return next(context);
        });
        var transcript = "";
        foreach (var path in failures.Keys)
        {
            var reply = await site.Get(path);
            var problem = Problem(reply);
            // The contract names these; a document may have more, and in any order.
            string[] names = ["status", "title", "detail", "traceId"];
            var fields = names.Where(name => Text(problem, name) is not null).Select(name => $"  {name}: {Text(problem, name)}\n");
            transcript += $"> GET {path}\n< {reply.Status} {reply.Reason}\n{string.Concat(fields)}{_journal.Events[^1].Level}\n\n";
        }
        await Snapshots.Match("ExceptionHandler", transcript.TrimEnd() + "\n");
    }

    private sealed class OrderIsGoneException() : NotFoundException("It was deleted yesterday.");

    private async Task<Reply> AnswerTo(Exception failure)
    {
        await using var site = await Start(async _ =>
        {
            await Task.Yield();
            throw failure;
        });
        return await site.Get("/");
    }

    private Task<Site> Start(RequestDelegate handler, params Func<RequestDelegate, RequestDelegate>[] outer) =>
        Site.Start(handler, [.. outer, next => new ExceptionHandler(next, _journal.For<ExceptionHandler>()).InvokeAsync]);

    private LogEvent TheEntry()
    {
        Expect.Equal(1, _journal.Events.Count, "Log entries for one failure", "Logged once");
        return _journal.Events[0];
    }

    private static JsonElement Problem(Reply reply)
    {
        Expect.Equal(null, reply.Thrown?.GetType().Name, "The exception that left the handler", Section);
        var type = reply.Values("Content-Type").SingleOrDefault()?.Split(';')[0];
        Expect.Equal("application/problem+json", type, "The content type", Section);
        return JsonDocument.Parse(reply.Body).RootElement;
    }

    private static string? Text(JsonElement problem, string name) =>
        problem.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value.ToString() : null;
}
