using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Camp.Service.Data;
using Camp.Service.Events;
using Camp.Testing;
using Xunit;

namespace Camp.Capstone.Tests;

/// <summary>The whole service with everything put back. No exercise of its own: it passes when all eight do.</summary>
public sealed partial class ServiceTests
{
    private readonly List<string> _story = [];

    [Fact]
    public async Task The_finished_service_keeps_its_contract()
    {
        var post = new Post();
        await using var shop = await Shop.StartAll(post, "--Limits:Logins=2", "--Limits:Window=01:00:00");
        var ann = new { name = "Ann", email = "ann@example.com", password = Shop.Password };

        await Call(shop, HttpMethod.Get, "/");
        await Call(shop, HttpMethod.Post, "/api/users", ann);
        _story.Add($"an event\n{await shop.Until(post.Arrived, "the event of the registration")}");
        await Call(shop, HttpMethod.Post, "/api/users", ann);
        await Call(shop, HttpMethod.Post, "/api/users", new { name = "Bob" });
        var login = await Call(shop, HttpMethod.Post, "/api/auth/login", new { ann.email, ann.password });
        var token = (string)JsonNode.Parse(login.Body)!["token"]!;
        await Call(shop, HttpMethod.Post, "/api/auth/login", new { ann.email, password = "wrong horse" });
        await Call(shop, HttpMethod.Post, "/api/auth/login", new { ann.email, ann.password });
        await Call(shop, HttpMethod.Get, "/api/users?page=1&size=5");
        await Call(shop, HttpMethod.Get, "/api/users?page=1&size=5", null, token);
        await Call(shop, HttpMethod.Get, "/api/users/1");
        await Call(shop, HttpMethod.Get, "/api/users/2");
        await Call(shop, HttpMethod.Put, "/api/users/1", new { name = "Anna", ann.email }, token);
        await Call(shop, HttpMethod.Get, "/health/live");
        await Call(shop, HttpMethod.Get, "/health/ready");
        var metrics = await shop.Get("/metrics");
        _story.Add($"GET /metrics\n{metrics.Status} {string.Join(", ", Ours().Matches(metrics.Body).Select(match => match.Value).Distinct().Order(StringComparer.Ordinal))}");
        await Call(shop, HttpMethod.Delete, "/api/users/1", null, token);
        await Call(shop, HttpMethod.Get, "/api/users/1");

        await Snapshots.Match("Service", string.Join("\n\n", _story) + "\n");
    }

    private async Task<Reply> Call(Shop shop, HttpMethod method, string path, object? body = null, string? token = null)
    {
        (string, string)[] headers = token is null ? [] : [("Authorization", $"Bearer {token}")];
        var reply = await shop.Send(method, path, body, headers);
        var seen = from name in new[] { "Location", "Retry-After" } from value in reply.Values(name) select $" {name}: {(name == "Location" ? value : "(seconds)")}";
        _story.Add($"{method} {path}{(token is null ? "" : " with a token")}\n{reply.Status}{string.Concat(seen)} {Unsteady().Replace(reply.Body, "\"$1\":\"($1)\"")}".TrimEnd());
        return reply;
    }

    /// <summary>A subscriber that says what has arrived.</summary>
    private sealed class Post : ISubscriber
    {
        private readonly TaskCompletionSource<UserCreated> _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public string Name => "post";

        public Task<UserCreated> Arrived => _arrived.Task;

        public Task ApplyAsync(UnitOfWork work, UserCreated created, CancellationToken cancellationToken)
        {
            _arrived.TrySetResult(created);
            return Task.CompletedTask;
        }
    }

    [GeneratedRegex("\"(token|expiresAt|traceId)\":\"[^\"]+\"")]
    private static partial Regex Unsteady();

    [GeneratedRegex("^camp_[a-z_]+(?=[{ ])|^http_server_request_duration_seconds_count(?=[{ ])", RegexOptions.Multiline)]
    private static partial Regex Ours();
}
