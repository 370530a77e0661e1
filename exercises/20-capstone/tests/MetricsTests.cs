using Camp.Service.Observability;
using Camp.Testing;
using Microsoft.AspNetCore.RateLimiting;
using Xunit;

namespace Camp.Capstone.Tests;

/// <summary>Meters are heard by their names in the whole process: while these tests count, no other may.</summary>
[CollectionDefinition(DisableParallelization = true)]
public sealed class Alone;

[Collection(typeof(Alone))]
public sealed class MetricsTests
{
    private const string Section = "Metrics";

    [Fact]
    public async Task Requests_are_counted_by_route_and_never_by_path()
    {
        await using var shop = await Start();
        await shop.Get("/users/7");
        await shop.Get("/users/8");
        await shop.Get("/some/where");

        var text = await Scraped(shop);
        Has(text, "# TYPE http_server_request_duration_seconds histogram");
        Has(text, "http_route=\"/users/{id:long}\"");
        Expect.True(!text.Contains("/users/7") && !text.Contains("/some/where"), "A path is a label: every id would be a series of its own.", Section);
    }

    [Fact]
    public async Task Our_own_instruments_are_among_them()
    {
        await using var shop = await Start();
        var ours = shop.Services.GetRequiredService<ServiceMetrics>();
        Expect.True(ReferenceEquals(ours, shop.Services.GetRequiredService<ServiceMetrics>()), "ServiceMetrics should be one for the whole service.", Section);
        ours.Registered();
        ours.Registered();
        ours.LoggedIn(accepted: false);

        var text = await Scraped(shop);
        Expect.Sequence(["2"], Values(text, "camp_registrations_total"), "camp_registrations_total", Section);
        Has(text, "outcome=\"refused\"");
    }

    [Theory]
    [InlineData("kestrel_active_connections")]
    [InlineData("aspnetcore_rate_limiting_request_lease_duration_seconds_count")]
    [InlineData("dotnet_gc_collections_total")]
    public async Task The_framework_tells_of_its_server_its_limits_and_its_runtime(string series)
    {
        await using var shop = await Start();
        await shop.Get("/limited");

        Has(await Scraped(shop), series);
    }

    [Fact]
    public async Task The_service_says_its_name()
    {
        await using var shop = await Start();
        Has(await Scraped(shop), "service_name=\"camp-service\"");
    }

    private static Task<Shop> Start() => Shop.Start(
        builder =>
        {
            builder.AddServiceMetrics();
            // A limiter of the framework's own, for its instruments.
            builder.Services.AddRateLimiter(limiter => limiter.AddConcurrencyLimiter("one", one => one.PermitLimit = 1));
        },
        app =>
        {
            app.UseRateLimiter();
            app.MapGet("/users/{id:long}", (long id) => id);
            app.MapGet("/limited", () => "yes").RequireRateLimiting("one");
            app.MapServiceMetrics();
        });

    private static async Task<string> Scraped(Shop shop)
    {
        var reply = await shop.Get("/metrics");
        Expect.Equal(200, reply.Status, "The status of /metrics", Section);
        Expect.Equal("text/plain", reply.Values("Content-Type").SingleOrDefault()?.Split(';')[0], "The content type", Section);
        return reply.Body;
    }

    private static void Has(string text, string expected) => Expect.True(text.Contains(expected, StringComparison.Ordinal), $"/metrics has no '{expected}'.", Section);

    private static IEnumerable<string> Values(string text, string series) =>
        text.Split('\n').Where(line => line.StartsWith(series, StringComparison.Ordinal)).Select(line => line.Split("} ")[^1].Split(' ')[0]);
}
