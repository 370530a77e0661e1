using System.Collections.Concurrent;
using System.Globalization;
using Camp.Testing;
using Xunit;

namespace Camp.Middleware.Tests;

public sealed class ServerTimingTests
{
    private const string Header = "Server-Timing";
    private const string Section = "Headers before the body";

    private readonly SettableClock _clock = new();

    [Theory]
    [InlineData("write")]
    [InlineData("pipe")]
    [InlineData("flush")]
    [InlineData("start")]
    [InlineData("nothing")]
    [InlineData("204")]
    [InlineData("304")]
    public async Task The_header_is_there_however_the_response_starts(string how)
    {
        await using var site = await Start(async context =>
        {
            await Task.Yield();
            Passes(12.5);
            await Answers.With(how, context);
        });
        var reply = await site.Get("/");
        Expect.Equal(null, reply.Thrown, "The exception", Section);
        Expect.Sequence(["app;dur=12.5"], reply.Values(Header), Header, Section);
    }

    [Theory]
    [InlineData(0, "0")]
    [InlineData(0.0001, "0")]
    [InlineData(7, "7")]
    [InlineData(0.25, "0.25")]
    [InlineData(1234.5678, "1234.568")]
    [InlineData(2_500_000, "2500000")]
    public async Task The_number_is_plain(double milliseconds, string number)
    {
        await using var site = await Start(context => TakesThenWrites(context, milliseconds));
        Expect.Sequence([$"app;dur={number}"], (await site.Get("/")).Values(Header), Header, "Headers before the body");
    }

    [Fact]
    public async Task A_culture_with_a_decimal_comma_changes_nothing()
    {
        // As German has it; a copy, since not every machine has the real one installed.
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NumberDecimalSeparator = ",";
        culture.NumberFormat.NumberGroupSeparator = ".";
        await using var site = await Site.Start(context => TakesThenWrites(context, 1012.5), next => context =>
        {
            CultureInfo.CurrentCulture = culture;
            return next(context);
        }, Middleware);
        var line = (await site.Get("/")).Headers.FirstOrDefault(header => header.Name == Header).Value;
        Expect.Equal("app;dur=1012.5", line, Header, "Headers before the body");
    }

    [Fact]
    public async Task The_time_is_that_of_the_start_of_the_response_not_of_its_end()
    {
        using var gate = new Gate();
        await using var site = await Start(async context =>
        {
            Passes(5);
            await context.Response.WriteAsync("first, ");
            await gate.Pass();
            Passes(100);
            await context.Response.WriteAsync("last");
        });
        var running = site.Get("/");
        await site.Until(gate.Arrived, "the first part of the response written", running);
        gate.Open();
        var reply = await running;
        Expect.Equal("first, last", reply.Body, "The body", Section);
        Expect.Sequence(["app;dur=5"], reply.Values(Header), Header, Section);
    }

    [Fact]
    public async Task The_first_part_of_a_stream_is_not_held_back()
    {
        using var gate = new Gate();
        var started = false;
        await using var site = await Start(async context =>
        {
            await context.Response.WriteAsync("first");
            await context.Response.Body.FlushAsync();
            started = context.Response.HasStarted;
            await gate.Pass();
        });
        var running = site.Get("/");
        await site.Until(gate.Arrived, "the first part of the response written", running);
        gate.Open();
        await running;
        Expect.True(started, "After a flush the response has not started: it is held back until its end.", Section);
    }

    [Fact]
    public async Task Values_of_other_handlers_stay_in_front()
    {
        await using var site = await Start(async context =>
        {
            Passes(8);
            context.Response.Headers[Header] = new[] { "db;dur=3", "cache;desc=hit" };
            await context.Response.WriteAsync("text");
        });
        var values = (await site.Get("/")).Values(Header);
        Expect.Sequence(["db;dur=3", "cache;desc=hit", "app;dur=8"], values, Header, Section);
    }

    [Fact]
    public async Task Setting_the_wall_clock_back_does_not_change_the_time()
    {
        await using var site = await Start(async context =>
        {
            Passes(30);
            _clock.SetBack(TimeSpan.FromHours(1));
            await context.Response.WriteAsync("text");
        });
        Expect.Sequence(["app;dur=30"], (await site.Get("/")).Values(Header), Header, "One log entry a request");
    }

    [Fact]
    public async Task The_header_outlives_an_exception_that_an_outer_component_answers()
    {
        var failure = new InvalidOperationException("the database is gone");
        Exception? seen = null;
        await using var site = await Site.Start(_ =>
        {
            Passes(4);
            throw failure;
        }, Answers.Sorry(error => seen = error), Middleware);
        var reply = await site.Get("/");
        Expect.Equal(500, reply.Status, "The status", Section);
        Expect.Same(failure, seen, Section);
        Expect.Sequence(["app;dur=4"], reply.Values(Header), Header, Section);
    }

    [Fact]
    public async Task Requests_that_run_at_the_same_time_keep_their_own_time()
    {
        var gates = new ConcurrentDictionary<string, Gate> { ["/slow"] = new(), ["/late"] = new() };
        await using var site = await Start(context => gates[context.Request.Path].Pass());
        var slow = site.Get("/slow");
        await site.Until(gates["/slow"].Arrived, "the first request in its handler", slow);
        Passes(10);
        var late = site.Get("/late");
        await site.Until(gates["/late"].Arrived, "the second request in its handler", late);
        Passes(20);
        gates["/slow"].Open();
        Expect.Sequence(["app;dur=30"], (await slow).Values(Header), "The first request", "One object, many requests");
        Passes(20);
        gates["/late"].Open();
        Expect.Sequence(["app;dur=40"], (await late).Values(Header), "The second request", "One object, many requests");
    }

    [Fact]
    public async Task Two_requests_after_each_other_each_have_the_header_once()
    {
        await using var site = await Start(context => TakesThenWrites(context, 3));
        Expect.Sequence(["app;dur=3"], (await site.Get("/")).Values(Header), "The first request", Section);
        Expect.Sequence(["app;dur=3"], (await site.Get("/")).Values(Header), "The second request", Section);
    }

    [Fact]
    public async Task A_request_holds_no_thread()
    {
        using var gate = new Gate();
        var middleware = new ServerTiming(_ => gate.Pass(), _clock);
        var running = await Patience.Returns(() => middleware.InvokeAsync(new DefaultHttpContext()));
        Expect.True(!running.IsCompleted, "InvokeAsync has ended before the next handler has.", Section);
        gate.Open();
        await Patience.Ends(running);
    }

    [Fact]
    public async Task The_exchange_reads_as_recorded()
    {
        await using var site = await Start(async context =>
        {
            Passes(12.5);
            context.Response.Headers[Header] = "db;dur=3";
            await Answers.With(context.Request.Path.Value![1..], context);
            Passes(100);
        });
        var transcript = "";
        foreach (var path in new[] { "/write", "/flush", "/204", "/304" })
            transcript += $"> GET {path}\n{(await site.Get(path)).Transcript()}\n";
        await Snapshots.Match("ServerTiming", transcript.TrimEnd() + "\n");
    }

    private RequestDelegate Middleware(RequestDelegate next) => new ServerTiming(next, _clock).InvokeAsync;

    private Task<Site> Start(RequestDelegate handler) => Site.Start(handler, Middleware);

    private Task TakesThenWrites(HttpContext context, double milliseconds)
    {
        Passes(milliseconds);
        return context.Response.WriteAsync("text");
    }

    private void Passes(double milliseconds) => _clock.Advance(TimeSpan.FromMilliseconds(milliseconds));
}
