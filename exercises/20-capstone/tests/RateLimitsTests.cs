using System.Net;
using Camp.Service.Errors;
using Camp.Service.Limits;
using Camp.Testing;
using Xunit;

namespace Camp.Capstone.Tests;

public sealed class RateLimitsTests
{
    private const string Section = "Rate limits";
    private const string From = "X-From";

    [Fact]
    public async Task One_login_too_many_is_refused_and_told_when_to_come_back()
    {
        await using var shop = await Start();
        Same([200, 200, 429], await Statuses(shop, "/login", 3));

        var refused = await shop.Get("/login");
        Expect.Equal("application/problem+json", refused.Values("Content-Type").SingleOrDefault()?.Split(';')[0], "The content type", Section);
        Expect.True(int.TryParse(refused.Values("Retry-After").SingleOrDefault(), out var seconds) && seconds is > 3500 and <= 3600,
            $"Retry-After should be the rest of an hour in seconds: '{string.Join(',', refused.Values("Retry-After"))}'.", Section);
    }

    [Fact]
    public async Task Each_policy_has_its_own_permits_and_its_own_window()
    {
        await using var shop = await Start();
        Same([200, 200, 429], await Statuses(shop, "/login", 3));
        Same([200, 200, 200, 429], await Statuses(shop, "/change", 4));
    }

    [Fact]
    public async Task Each_client_address_has_a_window_of_its_own()
    {
        await using var shop = await Start();
        Same([200, 200, 429], await Statuses(shop, "/login", 3));
        Same([200, 200, 429], await Statuses(shop, "/login", 3, (From, "10.0.0.7")));
        Same([429], await Statuses(shop, "/login", 1));
    }

    [Fact]
    public async Task What_names_no_policy_has_no_limit()
    {
        await using var shop = await Start();
        Same([200, 200, 200, 200, 200, 200], await Statuses(shop, "/", 6));
    }

    [Fact]
    public async Task A_store_is_asked_for_a_window_by_policy_and_address()
    {
        var windows = new Windows(TimeSpan.FromSeconds(1));
        await using var shop = await Start(windows);
        await shop.Get("/login");
        await shop.Get("/change");
        await shop.Get("/change", (From, "10.0.0.7"));

        Expect.Sequence(["logins:127.0.0.1 2 per 01:00:00", "changes:127.0.0.1 3 per 01:00:00", "changes:10.0.0.7 3 per 01:00:00"],
            windows.Made, "The windows asked for", Section);
    }

    [Theory]
    [InlineData(1200, "2")]
    [InlineData(1000, "1")]
    [InlineData(10, "1")]
    [InlineData(0, "1")]
    [InlineData(null, null)]
    public async Task Retry_after_is_in_whole_seconds_and_never_too_early(int? milliseconds, string? expected)
    {
        await using var shop = await Start(new Windows(milliseconds is { } wait ? TimeSpan.FromMilliseconds(wait) : null));
        var refused = await shop.Get("/login");

        Expect.Equal(429, refused.Status, "The status", Section);
        Expect.Equal(expected, refused.Values("Retry-After").SingleOrDefault(), $"Retry-After for {milliseconds} ms", Section);
    }

    private static Task<Shop> Start(IWindows? windows = null) => Shop.Start(
        builder =>
        {
            builder.AddProblemDocuments();
            builder.AddRateLimits();
            if (windows is not null)
                builder.Services.AddSingleton(windows);
        },
        app =>
        {
            app.Use((context, next) =>
            {
                if (IPAddress.TryParse(context.Request.Headers[From], out var address))
                    context.Connection.RemoteIpAddress = address;
                return next(context);
            });
            app.UseProblemDocuments();
            app.UseRateLimiter();
            app.MapGet("/", () => "free");
            app.MapGet("/login", () => "in").RequireRateLimiting(RateLimits.Logins);
            app.MapGet("/change", () => "changed").RequireRateLimiting(RateLimits.Changes);
        },
        "--Limits:Logins=2", "--Limits:Changes=3", "--Limits:Window=01:00:00");

    private static async Task<List<int>> Statuses(Shop shop, string path, int times, params (string, string)[] headers)
    {
        var statuses = new List<int>();
        for (var i = 0; i < times; i++)
            statuses.Add((await shop.Get(path, headers)).Status);
        return statuses;
    }

    private static void Same(int[] expected, List<int> statuses) => Expect.Sequence(expected, statuses, "The statuses, in order", Section);
}
