using System.Collections.Concurrent;
using System.Text.Json;
using Camp.Testing;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Camp.Limits.Tests;

public sealed class PerClientTests
{
    private const string Section = "A limit for each client";

    private readonly FakeTimeProvider _clock = new();
    private readonly ConcurrentQueue<WeakReference> _made = new();
    private int _handled;

    [Fact]
    public async Task The_exchange_reads_as_recorded()
    {
        await using var site = await Start(burst: 2, TimeSpan.FromSeconds(5));
        var transcript = "";
        foreach (var (wait, client) in new[] { (0, "ann"), (0, "ann"), (0, "ann"), (0, "bob"), (4, "ann"), (1, "ann"), (0, "ann") })
        {
            _clock.Advance(TimeSpan.FromSeconds(wait));
            transcript += $"> {wait} s later GET / from {client}\n{Story(await Get(site, client))}\n";
        }
        await Snapshots.Match("PerClient", transcript.TrimEnd() + "\n");
    }

    [Fact]
    public async Task A_client_gets_its_burst_then_429_and_the_handler_never_runs()
    {
        await using var site = await Start(burst: 3, TimeSpan.FromSeconds(60));
        for (var i = 0; i < 3; i++)
            Expect.Equal(200, (await Get(site, "ann")).Status, $"The status of request {i + 1} of 3", Section);
        var reply = await Get(site, "ann");
        IsRefused(reply, 60);
        Expect.Equal(3, _handled, "Requests that reached the handler", Section);
    }

    [Theory]
    [InlineData(60_000, 60)]
    [InlineData(2_500, 3)]
    [InlineData(1_001, 2)]
    [InlineData(1_000, 1)]
    [InlineData(20, 1)]
    [InlineData(7_200_000, 7_200)]
    public async Task Retry_after_is_true(int period, int seconds)
    {
        await using var site = await Start(burst: 1, TimeSpan.FromMilliseconds(period));
        await Get(site, "ann");
        IsRefused(await Get(site, "ann"), seconds);
        _clock.Advance(TimeSpan.FromSeconds(seconds - 1));
        Expect.Equal(429, (await Get(site, "ann")).Status, "The status one second too early", Section);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Expect.Equal(200, (await Get(site, "ann")).Status, "The status after as many seconds as Retry-After said", Section);
        IsRefused(await Get(site, "ann"), seconds);
    }

    [Fact]
    public async Task Clients_are_counted_apart()
    {
        await using var site = await Start(burst: 1, TimeSpan.FromHours(1));
        foreach (var client in new[] { "ann", "bob", "Ann", "ann/1", "" })
            Expect.Equal(200, (await Get(site, client)).Status, $"The status of the first request from '{client}'", Section);
        foreach (var client in new[] { "Ann", "bob", "ann", "" })
            Expect.Equal(429, (await Get(site, client)).Status, $"The status of the second request from '{client}'", Section);
    }

    [Fact]
    public async Task One_client_over_several_paths_and_methods_is_one_client()
    {
        await using var site = await Start(burst: 2, TimeSpan.FromHours(1));
        Expect.Equal(200, (await site.Get("/a", ("X-Client", "ann"))).Status, "The first status", Section);
        Expect.Equal(200, (await site.Send(HttpMethod.Post, "/b", new StringContent("x"), ("X-Client", "ann"))).Status, "The second status", Section);
        Expect.Equal(429, (await site.Send(HttpMethod.Delete, "/c", null, ("X-Client", "ann"))).Status, "The third status", Section);
    }

    [Fact]
    public async Task A_crowd_from_one_new_client_shares_one_limiter()
    {
        await using var site = await Start(burst: 10, TimeSpan.FromHours(1));
        var replies = await Patience.Ends(Task.WhenAll(Enumerable.Range(0, 64).Select(_ => Get(site, "ann"))), "64 requests at once");
        Expect.Equal(10, replies.Count(reply => reply.Status == 200), "Requests of 64 at once that passed", Section);
        Expect.Equal(54, replies.Count(reply => reply.Status == 429), "Requests of 64 at once that were refused", Section);
        Expect.Equal(1, _made.Count, "Limiters made for one client", Section);
    }

    [Fact]
    public async Task A_request_that_passes_takes_one_and_keeps_its_body()
    {
        await using var site = await Start(burst: 5, TimeSpan.FromHours(1));
        for (var i = 0; i < 5; i++)
        {
            var reply = await site.Send(HttpMethod.Post, "/", new StringContent("three eggs"), ("X-Client", "ann"));
            Expect.Equal("got 'three eggs'", reply.Body, "The body", Section);
        }
        Expect.Equal(429, (await Get(site, "ann")).Status, "The status of the sixth request", Section);
    }

    [Fact]
    public async Task Two_applications_count_apart()
    {
        await using var one = await Start(burst: 1, TimeSpan.FromHours(1));
        await using var other = await Start(burst: 1, TimeSpan.FromHours(1));
        Expect.Equal(200, (await Get(one, "ann")).Status, "The status at one application", Section);
        Expect.Equal(200, (await Get(other, "ann")).Status, "The status at another", Section);
    }

    [Fact]
    public async Task Clients_that_have_left_are_forgotten()
    {
        await using var site = await Start(burst: 2, TimeSpan.FromSeconds(1));
        for (var client = 0; client < 50; client++)
            await Get(site, $"client {client}");
        _clock.Advance(PerClient.IdleTime + TimeSpan.FromSeconds(1));
        var (kept, asked) = (_made.Count, 0);
        // The framework looks about ten times a second; another answer may look when requests come.
        while ((kept = _made.Take(50).Count(limiter => limiter.IsAlive)) > 10 && asked < 1_500)
        {
            await Get(site, $"passer-by {asked++ % 5}");
            GC.Collect();
        }
        Expect.True(kept <= 10, $"{kept} of 50 limiters are still in memory long after their clients have left.", Section);
    }

    [Fact]
    public async Task A_client_whose_limiter_is_not_full_is_never_forgotten()
    {
        // The first client's limiter needs a day to be full again, the other's a second.
        var periods = new Queue<TimeSpan>([TimeSpan.FromDays(1), TimeSpan.FromSeconds(1)]);
        await using var site = await Start(() => new Tokens(1, periods.TryDequeue(out var period) ? period : TimeSpan.FromSeconds(1), _clock));
        await Get(site, "ann");
        await Get(site, "bob");
        _clock.Advance(PerClient.IdleTime * 3);
        for (var asked = 0; _made.ElementAt(1).IsAlive && asked < 1_500; asked++)
        {
            await Get(site, "passer-by");
            GC.Collect();
        }
        Expect.Equal(429, (await Get(site, "ann")).Status, "The status of a client who comes back before its limiter is full", Section);
    }

    private Task<Site> Start(int burst, TimeSpan period) => Start(() => new Tokens(burst, period, _clock));

    private Task<Site> Start(Func<Tokens> newLimiter) => Site.Start(
        app =>
        {
            app.UseRateLimiter();
            app.Run(Handle);
        },
        services => services.AddPerClientLimit(context => context.Request.Headers["X-Client"].ToString(), () => Noted(newLimiter()), _clock));

    private Tokens Noted(Tokens limiter)
    {
        _made.Enqueue(new WeakReference(limiter));
        return limiter;
    }

    private async Task Handle(HttpContext context)
    {
        Interlocked.Increment(ref _handled);
        var body = await new StreamReader(context.Request.Body).ReadToEndAsync(context.RequestAborted);
        await context.Response.WriteAsync($"got '{body}'");
    }

    private static Task<Reply> Get(Site site, string client) => site.Get("/", ("X-Client", client));

    private static void IsRefused(Reply reply, int seconds)
    {
        Expect.Equal(null, reply.Thrown, "The exception", Section);
        Expect.Equal(429, reply.Status, "The status", Section);
        Expect.Sequence([$"{seconds}"], reply.Values("Retry-After"), "Retry-After", Section);
        Expect.Equal("application/problem+json", MediaType(reply), "The content type", Section);
        Expect.Equal("status: 429, title: Too Many Requests", Members(reply), "The problem document", Section);
    }

    private static string MediaType(Reply reply) => reply.Values("Content-Type").FirstOrDefault("").Split(';')[0];

    // What the contract fixes; a problem document may have more members.
    private static string Story(Reply reply)
    {
        var retry = reply.Values("Retry-After").Select(value => $"< retry-after: {value}\n").FirstOrDefault("");
        var body = MediaType(reply) == "application/problem+json" ? Members(reply) : reply.Body;
        return $"< {reply.Status} {reply.Reason}\n{retry}<\n{body}\n";
    }

    private static string Members(Reply reply)
    {
        var members = JsonDocument.Parse(reply.Body).RootElement.EnumerateObject()
            .Where(member => member.Name is "status" or "title").OrderBy(member => member.Name, StringComparer.Ordinal);
        return string.Join(", ", members.Select(member => $"{member.Name}: {member.Value}"));
    }
}
