using System.Diagnostics.Metrics;
using System.Text.Json;
using System.Text.RegularExpressions;
using Camp.Testing;
using Xunit;

namespace Camp.Metrics.Tests;

public sealed partial class RedMiddlewareTests : IDisposable
{
    private const string Section = "Rate, errors, duration";
    private const string Labels = "Few label values";

    private readonly SettableClock _clock = new();
    private readonly Meter _meter = new("test");
    private readonly MeterReader _reader;

    public RedMiddlewareTests() => _reader = new MeterReader(_meter);

    public void Dispose()
    {
        _reader.Dispose();
        _meter.Dispose();
    }

    [Fact]
    public async Task The_measurements_read_as_recorded()
    {
        await using var site = await Start();
        await site.Get("/orders/7?verbose=1");
        await site.Get("/orders/8");
        await site.Send(HttpMethod.Post, "/orders", new StringContent("{}"));
        await site.Get("/broken");
        await site.Get("/wp-login.php");
        await site.Send(new HttpMethod("BREW"), "/pot", body: null);
        await Snapshots.Match("RedMiddleware", Readings.Story(_reader));
    }

    [Fact]
    public async Task Requests_are_counted_by_template_not_by_path()
    {
        await using var site = await Start();
        for (var id = 0; id < 20; id++)
            await site.Get($"/orders/{id}");
        await site.Get("/files/a/b/c.txt");
        Expect.Sequence(["GET /files/{**path} 200 1", "GET /orders/{id:int} 200 20"], Counted(), "Requests", Labels);
        Expect.Equal(2, Durations().Length, "Series of the duration", Labels);
    }

    [Fact]
    public async Task Paths_that_no_route_takes_are_one_label()
    {
        await using var site = await Start();
        for (var i = 0; i < 30; i++)
            await site.Get($"/scan/{i}.php?x={i}");
        await site.Get("/orders/no-number");
        await site.Send(HttpMethod.Delete, "/broken", body: null);
        Expect.Sequence(["DELETE unmatched 405 1", "GET unmatched 404 31"], Counted(), "Requests", Labels);
    }

    [Fact]
    public async Task Methods_that_nobody_knows_are_one_label()
    {
        await using var site = await Start();
        foreach (var method in new[] { "BREW", "PROPFIND", "M-SEARCH" })
            await site.Send(new HttpMethod(method), "/pot", body: null);
        foreach (var method in new[] { "GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS" })
            await site.Send(new HttpMethod(method), "/pot", body: null);
        string[] known = ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"];
        Expect.Sequence([.. known.Select(method => $"{method} /pot 200 1"), "other /pot 200 3"], Counted(), "Requests", Labels);
    }

    [Fact]
    public async Task Methods_in_small_letters_are_none_of_the_known()
    {
        // HttpClient would write them in capitals.
        var middleware = new RedMiddleware(_ => Task.CompletedTask, _meter, _clock);
        foreach (var method in new[] { "get", "Post", "", "GET " })
            await middleware.InvokeAsync(new DefaultHttpContext { Request = { Method = method } });
        Expect.Sequence(["other unmatched 200 4"], Counted(), "Requests", Labels);
    }

    [Fact]
    public async Task The_status_is_the_answers()
    {
        await using var site = await Start();
        foreach (var status in new[] { 200, 201, 404, 404, 409, 503 })
            await site.Get($"/status/{status}");
        Expect.Sequence(
            ["GET /status/{code} 200 1", "GET /status/{code} 201 1", "GET /status/{code} 404 2", "GET /status/{code} 409 1", "GET /status/{code} 503 1"],
            Counted(), "Requests", Section);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task A_handler_that_throws_is_a_500_and_its_exception_goes_on(bool afterAnAwait, bool started)
    {
        var failure = new InvalidOperationException("the database is gone");
        await using var site = await Start(app => app.MapGet("/fails", async context =>
        {
            if (!afterAnAwait)
                throw failure;
            context.Response.StatusCode = 202;
            if (started)
                await context.Response.StartAsync();
            await Task.Yield();
            Passes(0.5);
            throw failure;
        }));
        var reply = await site.Get("/fails");
        Expect.Same(failure, reply.Thrown, Section);
        Expect.Sequence(["GET /fails 500 1"], Counted(), "Requests", Section);
        Expect.Sequence([$"GET /fails: 1 times, {(afterAnAwait ? "0.5" : "0")} in all"], Durations(), "Durations", Section);
        Expect.Sequence(["0"], InFlight(), "Requests that run after a failure", Section);
    }

    [Fact]
    public async Task A_next_handler_that_throws_before_it_gives_a_task_is_counted_too()
    {
        var failure = new FormatException("not a number");
        var middleware = new RedMiddleware(_ => throw failure, _meter, _clock);
        var seen = await Record.ExceptionAsync(() => middleware.InvokeAsync(new DefaultHttpContext { Request = { Method = "GET" } }));
        Expect.Same(failure, seen, Section);
        Expect.Sequence(["GET unmatched 500 1"], Counted(), "Requests", Section);
        Expect.Sequence(["0"], InFlight(), "Requests that run", Section);
    }

    [Fact]
    public async Task Durations_are_seconds_by_timestamps()
    {
        await using var site = await Start(app => app.MapGet("/slow", async context =>
        {
            await context.Response.WriteAsync("first, ");
            Passes(0.0625);
            _clock.SetBack(TimeSpan.FromHours(1));
            await context.Response.WriteAsync("last");
        }));
        await site.Get("/slow");
        await site.Get("/slow");
        Expect.Sequence(["GET /slow: 2 times, 0.125 in all"], Durations(), "Durations in seconds", Section);
    }

    [Fact]
    public async Task Requests_that_run_are_counted_while_they_run_and_keep_their_own_time()
    {
        var gates = new Dictionary<string, Gate> { ["slow"] = new(), ["late"] = new() };
        await using var site = await Start(app => app.MapGet("/wait/{name}", (string name) => gates[name].Pass()));
        Expect.Sequence(["0"], InFlight(), "Requests that run before any", Section);
        var slow = site.Get("/wait/slow");
        await site.Until(gates["slow"].Arrived, "the first request in its handler", slow);
        Passes(1);
        var late = site.Get("/wait/late");
        await site.Until(gates["late"].Arrived, "the second request in its handler", late);
        using (var lateListener = new MeterReader(_meter))
            Expect.Sequence(["2"], Readings.Of(lateListener, "shop_http_requests_in_flight"), "Requests that run, for a listener that came late", Section);
        Expect.Sequence([], Counted(), "Requests that have ended", Section);
        Passes(2);
        gates["slow"].Open();
        await slow;
        Expect.Sequence(["GET /wait/{name}: 1 times, 3 in all"], Durations(), "Durations after the first", Section);
        Expect.Sequence(["1"], InFlight(), "Requests that run after the first has ended", Section);
        gates["late"].Open();
        await late;
        Expect.Sequence(["GET /wait/{name}: 2 times, 5 in all"], Durations(), "Durations after both", Section);
        Expect.Sequence(["0"], InFlight(), "Requests that run after both have ended", Section);
    }

    [Fact]
    public async Task A_route_in_a_group_has_its_whole_template()
    {
        await using var site = await Start(app => app.MapGroup("/api").MapGet("/users/{id}", (string id) => id));
        await site.Get("/api/users/7");
        Expect.Sequence(["GET /api/users/{id} 200 1"], Counted(), "Requests", Labels);
    }

    [Fact]
    public async Task Two_applications_count_apart()
    {
        using var otherMeter = new Meter("test");
        using var otherReader = new MeterReader(otherMeter);
        await using var site = await Start();
        var other = new RedMiddleware(_ => Task.CompletedTask, otherMeter, _clock);
        await other.InvokeAsync(new DefaultHttpContext { Request = { Method = "GET" } });
        Expect.Sequence([], Counted(), "Requests of an application that had none", Section);
        Expect.Sequence(["GET unmatched 200 1"], Readings.Of(otherReader, "shop_http_requests_total"), "Requests of the other", Section);
    }

    [Fact]
    public async Task Every_metric_of_the_dashboard_and_of_the_rules_exists()
    {
        await using var site = await Start();
        await site.Get("/orders/7");
        var exposed = _reader.Read().SelectMany(family => family.Type == MetricType.Histogram
            ? [family.Name + "_bucket", family.Name + "_sum", family.Name + "_count"]
            : new[] { family.Name }).ToHashSet();
        using var dashboard = JsonDocument.Parse(Deploy.Read("dashboard.json"));
        Expect.True(dashboard.RootElement.GetProperty("schemaVersion").GetInt32() >= 30, "The dashboard's schemaVersion is too old for Grafana.", Section);
        var panels = dashboard.RootElement.GetProperty("panels").EnumerateArray().ToList();
        var queries = panels.SelectMany(panel => panel.GetProperty("targets").EnumerateArray()).Select(target => target.GetProperty("expr").GetString()!).ToList();
        Expect.True(panels.Count > 0 && queries.Count >= panels.Count, "The dashboard has a panel without a query.", Section);
        foreach (var text in queries.Append(Deploy.Read("rules.yml")))
        {
            foreach (var name in MetricNames().Matches(text).Select(match => match.Value))
                Expect.True(exposed.Contains(name), $"deploy/ asks for \"{name}\"; exposed are {string.Join(", ", exposed)}.", Section);
        }
    }

    [Fact]
    public async Task A_request_holds_no_thread()
    {
        using var gate = new Gate();
        var middleware = new RedMiddleware(_ => gate.Pass(), _meter, _clock);
        var running = await Patience.Returns(() => middleware.InvokeAsync(new DefaultHttpContext()));
        Expect.True(!running.IsCompleted, "InvokeAsync has ended before the next handler has.", Section);
        gate.Open();
        await Patience.Ends(running);
    }

    private Task<Site> Start(Action<WebApplication>? more = null) => Site.Start(app =>
    {
        app.UseRouting();
        app.Use(next => new RedMiddleware(next, _meter, _clock).InvokeAsync);
        app.MapGet("/orders/{id:int}", (int id) => $"order {id}");
        app.MapPost("/orders", () => Results.Created("/orders/9", null));
        app.MapGet("/files/{**path}", (string path) => path);
        app.MapGet("/status/{code}", (int code) => Results.StatusCode(code));
        app.MapGet("/broken", string () => throw new TimeoutException("no answer"));
        app.Map("/pot", () => "tea");
        more?.Invoke(app);
    });

    private IEnumerable<string> Counted() => Readings.Of(_reader, "shop_http_requests_total").Order(StringComparer.Ordinal);

    private string[] Durations() => Readings.OfHistogram(_reader, "shop_http_request_duration_seconds");

    private string[] InFlight() => Readings.Of(_reader, "shop_http_requests_in_flight");

    private void Passes(double seconds) => _clock.Advance(TimeSpan.FromSeconds(seconds));

    [GeneratedRegex(@"(?<![\w:])shop_\w+")]
    private static partial Regex MetricNames();
}
