using System.Text.Json;
using Camp.Testing;
using Xunit;

namespace Camp.Context.Tests;

public sealed class AbortedRequestTests
{
    private const string Section = "The client leaves";

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    private readonly WatchedClock _clock = new();

    [Fact]
    public async Task Requests_tell_their_story()
    {
        var story = new List<string>();
        await using var site = await Site.Start(New(async (path, token) =>
        {
            await Task.Yield();
            if (path == "/slow")
                _clock.Advance(Limit);
            if (path == "/broken")
                throw new IOException();
            token.ThrowIfCancellationRequested();
            return $"the result of {path}";
        }).HandleAsync);
        foreach (var path in new[] { "/orders", "/orders?page=2", "/slow", "/broken" })
        {
            var reply = await site.Get(path);
            story.Add($"> GET {path}");
            story.Add($"< {reply.Status} {string.Join(' ', reply.Values("Content-Type").Select(type => type.Split(';')[0]))}");
            // How a problem is worded is up to its author.
            story.Add(reply.Status == 200 ? reply.Body : $"thrown: {reply.Thrown?.GetType().Name ?? "nothing"}");
            story.Add($"timers left: {_clock.Left}");
        }

        await Snapshots.Match("AbortedRequest", string.Join('\n', story) + "\n");
    }

    [Fact]
    public async Task The_deadline_cancels_the_query_and_answers_504()
    {
        using var end = new Gate();
        var seen = CancellationToken.None;
        await using var site = await Site.Start(New(async (_, token) =>
        {
            seen = token;
            await end.Pass();
            token.ThrowIfCancellationRequested();
            return "late";
        }).HandleAsync);
        var call = site.Get("/orders");
        await site.Until(end.Arrived, "the query", call);
        _clock.Advance(Limit - TimeSpan.FromMilliseconds(1));
        Expect.True(!seen.IsCancellationRequested, "The query was cancelled before the limit.", Section);
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        await site.Until(Cancelled(seen), "the cancellation of the query at the limit", call);
        Call.MustWait(call, "The answer, while the query is under way", Section);
        end.Open();
        var reply = await call;
        Expect.Equal(504, reply.Status, "The status after the deadline", Section);
        Expect.True(reply.Thrown is null, $"The handler threw {reply.Thrown?.GetType().Name}.", Section);
        Expect.Equal("application/problem+json", reply.Values("Content-Type").Single().Split(';')[0], "Content-Type", Section);
        Expect.Equal(504, JsonDocument.Parse(reply.Body).RootElement.GetProperty("status").GetInt32(), "The problem's status", Section);
        Expect.Equal(0, _clock.Left, "Timers left on the clock", Section);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_query_stops_when_the_client_leaves_and_nothing_is_written(bool late)
    {
        using var leave = new Gate();
        using var end = new Gate();
        var ended = new TaskCompletionSource<(Exception? Error, string Answer)>(TaskCreationOptions.RunContinuationsAsynchronously);
        var seen = CancellationToken.None;
        var handler = New(async (_, token) =>
        {
            seen = token;
            await end.Pass();
            token.ThrowIfCancellationRequested();
            return "for nobody";
        });
        await using var site = await Site.Start(async context =>
        {
            var error = await Record.ExceptionAsync(() => handler.HandleAsync(context));
            var response = context.Response;
            var answer = response.StatusCode == 504 || response.ContentType is not null || response.HasStarted;
            ended.SetResult((error, answer ? $"{response.StatusCode} {response.ContentType}" : "none"));
        });
        var call = Record.ExceptionAsync(() => site.Send(HttpMethod.Post, "/orders", new LeavingContent(leave.Pass()))).AsTask();
        await Patience.Ends(Task.WhenAny(end.Arrived, ended.Task), "the query");
        leave.Open();
        await Patience.Ends(call, "the client, who leaves");
        await Patience.Ends(Task.WhenAny(Cancelled(seen), ended.Task), $"the cancellation of the query when the client has left. See README.md, '{Section}'");
        if (late)
            _clock.Advance(Limit);
        end.Open();
        var (error, answer) = await Patience.Ends(ended.Task, "the handler");
        Expect.True(error is null, $"The client has left, and the handler threw {error?.GetType().Name}: {error?.Message}", Section);
        Expect.Equal("none", answer, "The answer to a client that has left", Section);
        Expect.Equal(0, _clock.Left, "Timers left on the clock", Section);
    }

    [Fact]
    public async Task Other_exceptions_go_on_as_they_are()
    {
        Exception[] errors = [new IOException("the database"), new OperationCanceledException("the database's own timeout"), new TimeoutException()];
        foreach (var error in errors)
        {
            await using var site = await Site.Start(New((_, _) => throw error).HandleAsync);
            Expect.Same(error, (await site.Get("/")).Thrown, Section);
            Expect.Equal(0, _clock.Left, "Timers left on the clock", Section);
        }

        var late = new IOException("after the limit");
        await using var other = await Site.Start(New((_, _) =>
        {
            _clock.Advance(Limit);
            throw late;
        }).HandleAsync);
        Expect.Same(late, (await other.Get("/")).Thrown, Section);
        Expect.Equal(0, _clock.Left, "Timers left on the clock", Section);
    }

    [Fact]
    public async Task A_result_that_comes_late_is_a_result()
    {
        await using var site = await Site.Start(New((_, _) =>
        {
            _clock.Advance(Limit * 2);
            return Task.FromResult("late, but here");
        }).HandleAsync);
        var reply = await site.Get("/");
        Expect.Equal(200, reply.Status, "The status of a late result", Section);
        Expect.Equal("late, but here", reply.Body, "The body", Section);
    }

    [Fact]
    public async Task Each_request_has_a_limit_of_its_own()
    {
        var gates = new Dictionary<string, Gate> { ["/first"] = new(), ["/second"] = new() };
        await using var site = await Site.Start(New(async (path, token) =>
        {
            await gates[path].Pass();
            token.ThrowIfCancellationRequested();
            return path;
        }).HandleAsync);
        var first = site.Get("/first");
        await site.Until(gates["/first"].Arrived, "the first query", first);
        _clock.Advance(Limit / 2);
        var second = site.Get("/second");
        await site.Until(gates["/second"].Arrived, "the second query", second);
        _clock.Advance(Limit / 2);
        gates["/first"].Open();
        gates["/second"].Open();
        Expect.Equal(504, (await first).Status, "The first request, at its limit", Section);
        Expect.Equal(200, (await second).Status, "The second request, which began later", Section);
        Expect.Equal("/second", (await second).Body, "The body of the second", Section);
    }

    private AbortedRequest New(Func<string, CancellationToken, Task<string>> query) => new(query, Limit, _clock);

    private static Task Cancelled(CancellationToken token)
    {
        var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        token.Register(cancelled.SetResult);
        return cancelled.Task;
    }
}
