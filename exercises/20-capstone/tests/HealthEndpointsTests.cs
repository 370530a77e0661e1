using System.Text.Json.Nodes;
using Camp.Service.Errors;
using Camp.Service.Health;
using Camp.Testing;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Camp.Capstone.Tests;

public sealed class HealthEndpointsTests
{
    private const string Section = "Health";

    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public async Task A_service_that_can_answer_is_alive_and_ready()
    {
        await using var shop = await Start();
        foreach (var path in new[] { "/health/live", "/health/ready" })
        {
            var reply = await shop.Get(path);
            Expect.Equal("200 Healthy", $"{reply.Status} {reply.Body}", $"The answer of {path}", Section);
        }
    }

    [Fact]
    public async Task Without_its_database_it_is_alive_and_not_ready_until_the_database_is_back()
    {
        await using var shop = await Start();
        await shop.Execute("alter table users rename to elsewhere");

        NotReady(await shop.Get("/health/ready"), "database", "stopping");
        Expect.Equal(200, (await shop.Get("/health/live")).Status, "The status of /health/live: a restart mends no database", Section);
        await shop.Execute("alter table elsewhere rename to users");
        Expect.Equal(200, (await shop.Get("/health/ready")).Status, "The status of /health/ready when the database is back", Section);
    }

    [Fact]
    public async Task Nothing_of_why_goes_out()
    {
        await using var shop = await Start();
        await shop.Execute("alter table users rename to elsewhere");

        var reply = await shop.Get("/health/ready");
        NotReady(reply, "database", "stopping");
        Expect.True(!reply.Body.Contains("users") && !reply.Body.Contains("SQL", StringComparison.OrdinalIgnoreCase), $"The answer tells a stranger too much: {reply.Body}", Section);
    }

    [Fact]
    public async Task A_service_that_stops_is_not_ready_at_once_and_answers_until_the_drain_is_over()
    {
        await using var shop = await Start();
        Expect.Equal(200, (await shop.Get("/health/ready")).Status, "The status of /health/ready", Section);
        shop.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
        var stopped = shop.Stop();

        NotReady(await shop.Get("/health/ready"), "stopping", "database");
        Expect.Equal(200, (await shop.Get("/health/live")).Status, "The status of /health/live", Section);
        Expect.True(!stopped.IsCompleted, "The service has stopped before load balancers could notice.", Section);
        _clock.Advance(TimeSpan.FromSeconds(5));
        await Patience.Ends(stopped, "the stop, after the drain's delay");
    }

    private Task<Shop> Start() => Shop.Start(
        builder =>
        {
            builder.Services.AddSingleton<TimeProvider>(_clock);
            builder.AddProblemDocuments();
            builder.AddHealth();
        },
        app =>
        {
            app.UseProblemDocuments();
            app.MapHealth();
        },
        "--Server:DrainDelay=00:00:05");

    private static void NotReady(Reply reply, string failed, string fine)
    {
        Expect.Equal(503, reply.Status, "The status", Section);
        Expect.Equal("application/problem+json", reply.Values("Content-Type").SingleOrDefault()?.Split(';')[0], "The content type", Section);
        var problem = JsonNode.Parse(reply.Body)!;
        Expect.Equal(503, (int?)problem["status"], "The status in the document", Section);
        var detail = (string?)problem["detail"] ?? "";
        Expect.True(detail.Contains(failed) && !detail.Contains(fine), $"The detail should name '{failed}' and not '{fine}': {detail}", Section);
    }
}
