using System.Diagnostics;
using System.Text.RegularExpressions;
using Camp.Testing;
using Xunit;

namespace Camp.Errors.Tests;

public sealed partial class CorrelateTests
{
    private const string Section = "One id for everything";
    private const string Flow = "How the id follows an await";
    private const string Trace = "4bf92f3577b34da6a3ce929d0e0e4736";
    private const string Caller = $"00-{Trace}-00f067aa0ba902b7-01";

    private readonly Journal _journal = new();

    public static TheoryData<string> Invalid =>
    [
        "", "garbage", Trace, $"00-{Trace}-00f067aa0ba902b7", "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
        $"00-{Trace}-0000000000000000-01", $"00-{Trace.ToUpperInvariant()}-00f067aa0ba902b7-01", $"00-{Trace[1..]}-00f067aa0ba902b7-01",
        $"00-{Trace[1..]}g-00f067aa0ba902b7-01", $"ff-{Trace}-00f067aa0ba902b7-01", $"{Caller},{Caller}", $"|{Trace}.7.",
    ];

    [Fact]
    public async Task The_callers_trace_goes_on()
    {
        Activity? seen = null;
        await using var site = await Start(async _ =>
        {
            await Task.Yield();
            seen = Activity.Current;
        });
        var reply = await site.Get("/", ("traceparent", Caller));
        Expect.Equal(Trace, seen?.TraceId.ToHexString(), "The trace id in the handler", Section);
        Expect.Equal("00f067aa0ba902b7", seen?.ParentSpanId.ToHexString(), "The parent id of the activity", Section);
        Expect.Equal(ActivityTraceFlags.Recorded, seen?.ActivityTraceFlags, "The flags of the activity", Section);
        Expect.Sequence([Trace], reply.Values(Correlate.TraceIdHeader), "X-Trace-Id of the response", Section);
    }

    [Theory]
    [MemberData(nameof(Invalid))]
    public async Task An_invalid_traceparent_is_as_good_as_none(string header)
    {
        Activity? seen = null;
        await using var site = await Start(_ =>
        {
            seen = Activity.Current;
            return Task.CompletedTask;
        });
        var reply = await site.Get("/", ("traceparent", header));
        var made = NewId(reply, seen);
        Expect.True(made != Trace, "The trace id comes from an invalid header.", Section);
    }

    [Fact]
    public async Task Two_headers_are_as_good_as_none()
    {
        Activity? seen = null;
        await using var site = await Start(_ =>
        {
            seen = Activity.Current;
            return Task.CompletedTask;
        });
        var reply = await site.SendHead("GET / HTTP/1.1", $"traceparent: {Caller}", $"traceparent: {Caller}");
        Expect.True(NewId(reply, seen) != Trace, "Of two headers, one was taken.", Section);
    }

    [Fact]
    public async Task Every_request_without_a_caller_has_a_trace_of_its_own()
    {
        await using var site = await Start(_ => Task.CompletedTask);
        var replies = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => site.Get("/")));
        var ids = replies.SelectMany(reply => reply.Values(Correlate.TraceIdHeader)).Distinct().Count();
        Expect.Equal(40, ids, "Different trace ids of 40 requests", Section);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Inside_another_activity_it_is_a_child_unless_the_caller_names_a_trace(bool named)
    {
        (Activity? Outer, Activity? Inner) seen = default;
        await using var site = await Start(_ =>
        {
            seen.Inner = Activity.Current;
            return Task.CompletedTask;
        }, next => async context =>
        {
            using var server = new Activity("server").Start();
            seen.Outer = server;
            await next(context);
        });
        await site.Get("/", named ? [("traceparent", Caller)] : []);
        Expect.True(seen.Inner is not null && seen.Inner != seen.Outer, "The handler runs in no activity of its own.", Section);
        Expect.Equal(named ? Trace : seen.Outer!.TraceId.ToHexString(), seen.Inner.TraceId.ToHexString(), "The trace id", Section);
        var parent = named ? "00f067aa0ba902b7" : seen.Outer!.SpanId.ToHexString();
        Expect.Equal(parent, seen.Inner.ParentSpanId.ToHexString(), "The parent id", Section);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_activity_runs_until_the_handler_has_ended(bool throws)
    {
        Activity? seen = null;
        using var gate = new Gate();
        var failure = new IOException("disk");
        var running = await Patience.Returns(() => Correlate.Incoming(new DefaultHttpContext(), async _ =>
        {
            seen = Activity.Current;
            await gate.Pass();
            Expect.True(seen is { IsStopped: false } && Activity.Current == seen, "The activity was stopped while the handler was running.", Flow);
            if (throws)
                throw failure;
        }));
        gate.Open();
        var thrown = await Caught.From(() => running);
        Expect.Equal(throws ? failure : null, thrown, "The exception", Flow);
        Expect.True(seen is { IsStopped: true }, "The activity is not stopped after the request.", Flow);
    }

    [Fact]
    public async Task The_caller_of_the_middleware_keeps_its_own_activity()
    {
        using var before = new Activity("before").Start();
        await Patience.Ends(Correlate.Incoming(new DefaultHttpContext(), _ => Task.CompletedTask));
        Expect.True(Activity.Current == before, "Activity.Current is not what it was before the call.", Flow);
        var failing = await Caught.From(() => Correlate.Incoming(new DefaultHttpContext(), _ => throw new IOException("at once")));
        Expect.Equal("at once", failing?.Message, "The exception", Flow);
        Expect.True(Activity.Current == before, "Activity.Current is not what it was before the call that failed.", Flow);
    }

    [Fact]
    public async Task The_response_has_one_trace_id_also_after_an_outer_component_has_cleared_it()
    {
        await using var site = await Start(context =>
        {
            context.Response.Headers.Append(Correlate.TraceIdHeader, "of-the-handler");
            return context.Request.Path == "/ok" ? context.Response.WriteAsync("x") : throw new IOException("disk");
        }, next => async context =>
        {
            try
            {
                await next(context);
            }
            catch (IOException)
            {
                context.Response.Clear();
                context.Response.StatusCode = 500;
            }
        });
        foreach (var (path, status) in new[] { ("/ok", 200), ("/broken", 500) })
        {
            var reply = await site.Get(path, ("traceparent", Caller));
            Expect.Equal(status, reply.Status, "The status", Section);
            Expect.Sequence([Trace], reply.Values(Correlate.TraceIdHeader), $"X-Trace-Id of {path}", Section);
        }
    }

    [Fact]
    public async Task Requests_at_the_same_time_keep_their_own_ids_through_awaits_and_calls()
    {
        const int Requests = 12;
        await using var backend = await Backend.Start(context => context.Response.WriteAsync(context.Request.Headers.TraceParent.ToString()));
        using var gate = new Gate(Requests);
        await using var site = await Start(async context =>
        {
            await gate.Pass();
            await Task.Yield();
            // Work on the pool and calls side by side: each has the id of the request that set it off.
            var calls = await Task.WhenAll(OnThePool(backend.Client), backend.Client.GetStringAsync("/"));
            _journal.For<CorrelateTests>().LogInformation("Called for {Path}", context.Request.Path.Value);
            await context.Response.WriteAsync(string.Join(' ', calls.Select(call => call.Split('-').ElementAtOrDefault(1)).Distinct()));
        });
        var ids = Enumerable.Range(1, Requests).Select(i => $"{i:x32}").ToArray();
        var replies = ids.Select(id => site.Get("/" + id, ("traceparent", $"00-{id}-00f067aa0ba902b7-01"))).ToArray();
        await site.Until(gate.Arrived, "all requests in their handlers", replies);
        gate.Open();
        var answers = await Task.WhenAll(replies);
        Expect.Sequence(ids, answers.Select(reply => reply.Body), "Trace ids of the outgoing calls of each request", Flow);
        Expect.Sequence(ids, answers.SelectMany(reply => reply.Values(Correlate.TraceIdHeader)), "X-Trace-Id of each response", Flow);
        foreach (var entry in _journal.Events)
            Expect.Equal(Journal.Of(entry, "Path") as string, $"/{entry.TraceId}", "The trace id of a log entry", Flow);
    }

    [Fact]
    public void An_outgoing_call_names_the_activity_that_makes_it()
    {
        foreach (var flags in new[] { ActivityTraceFlags.None, ActivityTraceFlags.Recorded })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "http://127.0.0.1/");
            using var activity = new Activity("work") { ActivityTraceFlags = flags }.Start();
            Correlate.Outgoing(request);
            var expected = $"00-{activity.TraceId}-{activity.SpanId}-0{(int)flags}";
            Expect.Sequence([expected], Sent(request), "traceparent", Section);
        }
    }

    [Fact]
    public void A_message_that_is_sent_again_has_one_traceparent()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "http://127.0.0.1/");
        request.Headers.Add("traceparent", Caller);
        using var activity = new Activity("work").Start();
        Correlate.Outgoing(request);
        Correlate.Outgoing(request);
        Expect.Sequence([activity.Id!], Sent(request), "traceparent", Section);
    }

    [Fact]
    public void Without_an_activity_a_message_stays_as_it_is()
    {
        Activity.Current = null;
        using var request = new HttpRequestMessage(HttpMethod.Get, "http://127.0.0.1/");
        Correlate.Outgoing(request);
        Expect.Sequence([], Sent(request), "traceparent", Section);
        request.Headers.Add("traceparent", Caller);
        Correlate.Outgoing(request);
        Expect.Sequence([Caller], Sent(request), "traceparent", Section);
    }

    [Fact]
    public async Task A_call_from_service_to_service_reads_as_recorded()
    {
        await using var backend = await Backend.Start(context => Correlate.Incoming(context, async _ =>
        {
            _journal.For<CorrelateTests>().LogInformation("Backend answers");
            await context.Response.WriteAsync("7 in stock");
        }));
        await using var front = await Start(async context =>
        {
            _journal.For<CorrelateTests>().LogInformation("Front asks");
            await context.Response.WriteAsync(await backend.Client.GetStringAsync("/stock"));
            _journal.For<CorrelateTests>().LogInformation("Front answers");
        });
        var reply = await front.Get("/", ("traceparent", Caller));
        var lines = _journal.Events.Select(entry => $"{entry.TraceId} {entry.MessageTemplate.Text}\n");
        await Snapshots.Match("Correlate", $"> traceparent: {Caller}\n{reply.Transcript()}\n{string.Concat(lines)}");
    }

    private static Task<Site> Start(RequestDelegate handler, params Func<RequestDelegate, RequestDelegate>[] outer) =>
        Site.Start(handler, [.. outer, next => context => Correlate.Incoming(context, next)]);

    private static Task<string> OnThePool(HttpClient client) => Task.Run(() => client.GetStringAsync("/"));

    private static IEnumerable<string> Sent(HttpRequestMessage request) =>
        request.Headers.TryGetValues("traceparent", out var values) ? values : [];

    private static string NewId(Reply reply, Activity? seen)
    {
        Expect.Equal(null, reply.Thrown, "The exception", Section);
        var id = reply.Values(Correlate.TraceIdHeader).SingleOrDefault() ?? "";
        Expect.True(Valid().IsMatch(id) && id.Any(c => c != '0'), $"X-Trace-Id should be one value of 32 hex digits, not '{id}'.", Section);
        Expect.Equal(id, seen?.TraceId.ToHexString(), "The trace id in the handler", Section);
        return id;
    }

    [GeneratedRegex(@"\A[0-9a-f]{32}\z")]
    private static partial Regex Valid();
}
