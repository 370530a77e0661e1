using Camp.Testing;
using Xunit;

namespace Camp.Middleware.Tests;

public sealed class PipelineTests
{
    private const string Section = "The chain, in and out";
    private const string Way = "The way through the chain";
    private const string BuiltOnce = "One object, many requests";

    [Fact]
    public async Task The_first_component_added_is_the_first_in_and_the_last_out()
    {
        var pipeline = new Pipeline().Use(Named("A")).Use(Named("B")).Use(Named("C"));
        var steps = await StepsOf(pipeline.Build());
        Expect.Sequence(["in A", "in B", "in C", "out C", "out B", "out A"], steps, Way, Section);
    }

    [Fact]
    public async Task A_component_that_does_not_call_the_next_one_ends_the_request()
    {
        var pipeline = new Pipeline().Use(Named("A")).Use(_ => Answer("stop")).Use(Named("C"));
        var steps = new List<string>();
        await using var site = await Site.Start(Tracing(pipeline.Build(), steps));
        var reply = await site.Get("/");
        Expect.Equal("stop", reply.Body, "The body", Section);
        Expect.Equal(200, reply.Status, "The status that the component left", Section);
        Expect.Sequence(["in A", "out A"], steps, Way, Section);
    }

    [Fact]
    public async Task A_pipeline_without_components_answers_404_without_a_body()
    {
        await using var site = await Site.Start(new Pipeline().Build());
        var reply = await site.Get("/anything");
        Expect.Equal(404, reply.Status, "The status", Section);
        Expect.Equal("", reply.Body, "The body", Section);
        Expect.Equal(null, reply.Thrown, "The exception", Section);
    }

    [Fact]
    public async Task A_request_that_no_component_answers_gets_404()
    {
        var pipeline = new Pipeline().Use(next => next).Use(next => context => next(context));
        await using var site = await Site.Start(pipeline.Build());
        Expect.Equal(404, (await site.Get("/")).Status, "The status", Section);
    }

    [Fact]
    public async Task Build_calls_each_component_once_and_requests_call_none()
    {
        var built = 0;
        var pipeline = new Pipeline().Use(next => Count(next, ref built)).Use(next => Count(next, ref built));
        Assert.Equal(0, built);
        var handler = pipeline.Build();
        Expect.Equal(2, built, "Components called after Build, of two", BuiltOnce);
        await using var site = await Site.Start(handler);
        for (var i = 0; i < 3; i++)
            await site.Get("/");
        Expect.Equal(2, built, "Components called after three requests, of two", BuiltOnce);
    }

    [Fact]
    public async Task Requests_that_run_at_the_same_time_each_go_the_whole_way()
    {
        const int Requests = 8;
        using var gate = new Gate(Requests);
        var pipeline = new Pipeline().Use(Named("A")).Use(Held(gate)).Use(Named("B")).Use(_ => TellSteps);
        await using var site = await Site.Start(Tracing(pipeline.Build()));
        var replies = Enumerable.Range(0, Requests).Select(_ => site.Get("/")).ToArray();
        await site.Until(gate.Arrived, "all requests inside the second component", replies);
        gate.Open();
        foreach (var reply in await Task.WhenAll(replies))
            Expect.Equal("in A, in B", reply.Body, "The steps of one request among several", BuiltOnce);
    }

    [Fact]
    public async Task A_component_may_call_the_next_one_twice()
    {
        var pipeline = new Pipeline().Use(Twice).Use(Named("A")).Use(Named("B"));
        var steps = await StepsOf(pipeline.Build());
        string[] once = ["in A", "in B", "out B", "out A"];
        Expect.Sequence([.. once, .. once], steps, "The way of a request that is tried twice", Section);
    }

    [Fact]
    public async Task A_component_added_twice_runs_twice()
    {
        var component = Named("A");
        var steps = await StepsOf(new Pipeline().Use(component).Use(component).Build());
        Expect.Sequence(["in A", "in A", "out A", "out A"], steps, Way, Section);
    }

    [Fact]
    public async Task A_component_waits_for_what_the_next_one_does()
    {
        using var gate = new Gate();
        var steps = new List<string>();
        var handler = new Pipeline().Use(Named("A")).Use(Held(gate)).Use(Named("B")).Build();
        var running = await Patience.Returns(() => Tracing(handler, steps)(new DefaultHttpContext()));
        await Patience.Ends(gate.Arrived);
        Expect.Sequence(["in A"], steps, "The steps while the second component waits", Section);
        gate.Open();
        await Patience.Ends(running);
        Expect.Sequence(["in A", "in B", "out B", "out A"], steps, "The steps in the end", Section);
    }

    [Fact]
    public async Task An_exception_travels_back_through_the_components()
    {
        var failure = new InvalidOperationException("the database is gone");
        Exception? seen = null;
        var pipeline = new Pipeline().Use(next => async context =>
        {
            seen = await Assert.ThrowsAnyAsync<Exception>(() => next(context));
            await context.Response.WriteAsync("sorry");
        }).Use(Named("A")).Use(_ => Failing(failure));
        await using var site = await Site.Start(Tracing(pipeline.Build()));
        Expect.Equal("sorry", (await site.Get("/")).Body, "The body", Section);
        Expect.Same(failure, seen!, Section);
    }

    [Fact]
    public async Task What_is_added_after_Build_is_only_in_the_next_Build()
    {
        var pipeline = new Pipeline().Use(Named("A"));
        var first = pipeline.Build();
        pipeline.Use(Named("B"));
        var second = pipeline.Build();
        Expect.Sequence(["in A", "out A"], await StepsOf(first), "What was built first", BuiltOnce);
        Expect.Sequence(["in A", "in B", "out B", "out A"], await StepsOf(second), "What was built second", BuiltOnce);
    }

    [Fact]
    public async Task Two_pipelines_share_nothing()
    {
        var one = new Pipeline().Use(Named("A"));
        var other = new Pipeline().Use(Named("B"));
        Expect.Sequence(["in A", "out A"], await StepsOf(one.Build()), "The one", Section);
        Expect.Sequence(["in B", "out B"], await StepsOf(other.Build()), "The other", Section);
    }

    [Fact]
    public void Use_returns_the_same_pipeline()
    {
        var pipeline = new Pipeline();
        Assert.Same(pipeline, pipeline.Use(Named("A")));
    }

    [Fact]
    public void Null_is_refused_when_it_is_added()
    {
        var pipeline = new Pipeline().Use(Named("A"));
        Assert.Throws<ArgumentNullException>(() => pipeline.Use(null!));
    }

    [Fact]
    public async Task The_exchange_reads_as_recorded()
    {
        var steps = new List<string>();
        var pipeline = new Pipeline().Use(Named("log")).Use(Guard).Use(Named("route")).Use(Hello);
        await using var site = await Site.Start(Tracing(pipeline.Build(), steps));
        var transcript = "";
        foreach (var path in new[] { "/hello", "/secret", "/nowhere" })
        {
            steps.Clear();
            var reply = await site.Get(path);
            transcript += $"> GET {path}\n{reply.Transcript()}  ({string.Join(", ", steps)})\n\n";
        }
        await Snapshots.Match("Pipeline", transcript.TrimEnd() + "\n");
    }

    private static RequestDelegate Count(RequestDelegate next, ref int built)
    {
        built++;
        return next;
    }

    private static RequestDelegate Failing(Exception failure) => async _ =>
    {
        await Task.Yield();
        throw failure;
    };

    private static RequestDelegate Answer(string text) => context => context.Response.WriteAsync(text);

    private static RequestDelegate Guard(RequestDelegate next) => context =>
    {
        if (context.Request.Path != "/secret")
            return next(context);
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    };

    private static RequestDelegate Hello(RequestDelegate next) => context =>
        context.Request.Path == "/hello" ? context.Response.WriteAsync("Hello") : next(context);

    private static RequestDelegate Twice(RequestDelegate next) => async context =>
    {
        await next(context);
        await next(context);
    };

    // Each request carries the list of its own steps.
    private static Func<RequestDelegate, RequestDelegate> Named(string name) => next => async context =>
    {
        Steps(context).Add($"in {name}");
        await Task.Yield();
        await next(context);
        Steps(context).Add($"out {name}");
    };

    private static Func<RequestDelegate, RequestDelegate> Held(Gate gate) => next => async context =>
    {
        await gate.Pass();
        await next(context);
    };

    private static Task TellSteps(HttpContext context) =>
        context.Response.WriteAsync(string.Join(", ", Steps(context)));

    private static List<string> Steps(HttpContext context) => (List<string>)context.Items["steps"]!;

    // The steps of all requests go to the test's list; without one, each request has its own.
    private static RequestDelegate Tracing(RequestDelegate handler, List<string>? steps = null) => context =>
    {
        context.Items["steps"] = steps ?? new List<string>();
        return handler(context);
    };

    private static async Task<List<string>> StepsOf(RequestDelegate handler)
    {
        var steps = new List<string>();
        await using var site = await Site.Start(Tracing(handler, steps));
        Expect.Equal(null, (await site.Get("/")).Thrown, "The exception", Section);
        return steps;
    }
}
