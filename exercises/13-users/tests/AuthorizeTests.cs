using System.Text.Json;
using Camp.Testing;
using Xunit;

namespace Camp.Users.Tests;

public sealed class AuthorizeTests
{
    private const string Section = "Owner or administrator";
    private const string Unknown = "401 and 403";

    private readonly List<string> _asked = [];
    private readonly List<string> _handled = [];

    [Fact]
    public async Task The_exchange_reads_as_recorded()
    {
        await using var site = await Start();
        var transcript = "";
        foreach (var (path, authorization) in new[]
        {
            ("/users/7", null), ("/users/7", "Bearer forged"), ("/users/7", "Bearer ann"), ("/users/8", "Bearer ann"), ("/users/8", "Bearer root"), ("/users", "Bearer ann"), ("/users", null),
        })
        {
            var reply = await Get(site, path, authorization);
            transcript += $"> GET {path} {authorization ?? "without a token"}\n< {reply.Status} {reply.Reason}\n{Told(reply)}\n\n";
        }
        await Snapshots.Match("Authorize", transcript.TrimEnd() + "\n");
    }

    [Fact]
    public async Task The_owner_comes_in()
    {
        await using var site = await Start();
        IsHandled(await Get(site, "/users/7", "Bearer ann"), "user 7 by 7 (False)");
    }

    [Fact]
    public async Task An_administrator_comes_in_everywhere()
    {
        await using var site = await Start();
        IsHandled(await Get(site, "/users/7", "Bearer root"), "user 7 by 1 (True)");
        IsHandled(await Get(site, "/users/nobody", "Bearer root"), "user nobody by 1 (True)");
        IsHandled(await Get(site, "/users", "Bearer root"), "list by 1 (True)");
    }

    [Theory]
    [InlineData("/users/8")]
    [InlineData("/users/77")]
    [InlineData("/users/0")]
    [InlineData("/users/-7")]
    [InlineData("/users/seven")]
    [InlineData("/users/7.0")]
    [InlineData("/users/99999999999999999999999")]
    public async Task Others_get_403(string path)
    {
        await using var site = await Start();
        IsRefused(await Get(site, path, "Bearer ann"), 403);
    }

    [Theory]
    [InlineData("/users/8?id=7")]
    [InlineData("/users/8?Id=7&userId=7")]
    public async Task What_the_query_says_about_the_id_counts_for_nothing(string path)
    {
        await using var site = await Start();
        IsRefused(await Get(site, path, "Bearer ann"), 403);
        IsHandled(await Get(site, "/users/7?id=8", "Bearer ann"), "user 7 by 7 (False)");
    }

    [Fact]
    public async Task What_the_body_says_about_the_id_counts_for_nothing()
    {
        await using var site = await Start();
        IsRefused(await site.Send(HttpMethod.Put, "/users/8", JsonContent.Create(new { id = 7 }), ("Authorization", "Bearer ann")), 403);
        IsHandled(await site.Send(HttpMethod.Put, "/users/7", JsonContent.Create(new { id = 8 }), ("Authorization", "Bearer ann")), """put 7 {"id":8}""");
    }

    [Theory]
    [InlineData("GET", "/users/7")]
    [InlineData("PUT", "/users/7")]
    [InlineData("GET", "/users")]
    public async Task Without_a_token_there_is_401(string method, string path)
    {
        await using var site = await Start();
        IsRefused(await site.Send(new HttpMethod(method), path, body: null), 401);
    }

    [Theory]
    [InlineData("Bearer forged")]
    [InlineData("Bearer")]
    [InlineData("Bearer ")]
    [InlineData("ann")]
    [InlineData("Basic ann")]
    [InlineData("Bearerann")]
    [InlineData("Bearer ann,Bearer root")]
    public async Task What_is_no_valid_bearer_token_gets_401(string authorization)
    {
        await using var site = await Start();
        IsRefused(await Get(site, "/users/7", authorization), 401);
    }

    [Fact]
    public async Task Two_authorization_fields_get_401()
    {
        await using var site = await Start();
        var reply = await site.SendHead("GET /users/7 HTTP/1.1", "Authorization: Bearer ann", "Authorization: Bearer root");
        Expect.Equal(401, reply.Status, "The status of a request with two Authorization fields", Unknown);
        Expect.Equal(0, _handled.Count, "Requests that reached the endpoint", Section);
    }

    [Theory]
    [InlineData("Bearer ann")]
    [InlineData("bearer ann")]
    [InlineData("BEARER ann")]
    public async Task The_scheme_may_be_in_upper_or_lower_case(string authorization)
    {
        await using var site = await Start();
        IsHandled(await Get(site, "/users/7", authorization), "user 7 by 7 (False)");
    }

    [Fact]
    public async Task The_token_is_validated_as_it_came()
    {
        await using var site = await Start();
        await Get(site, "/users/7", "Bearer eyJhbGciOi.J9-_A.Zz");
        Expect.Sequence(["eyJhbGciOi.J9-_A.Zz"], _asked, "What was validated", Unknown);
    }

    [Fact]
    public async Task A_route_without_an_id_is_for_every_valid_token()
    {
        await using var site = await Start();
        IsHandled(await Get(site, "/users", "Bearer ann"), "list by 7 (False)");
        IsHandled(await Get(site, "/users?id=8", "Bearer ann"), "list by 7 (False)");
        IsHandled(await Get(site, "/groups/8", "Bearer ann"), "group 8");
    }

    [Theory]
    [InlineData(null, 401)]
    [InlineData("Bearer forged", 401)]
    [InlineData("Bearer bob", 403)]
    public async Task Who_may_not_come_in_does_not_learn_whether_the_body_was_good(string? authorization, int status)
    {
        await using var site = await Start();
        using var body = new StringContent("{ not JSON", null, "application/json");
        (string, string)[] headers = authorization is null ? [] : [("Authorization", authorization)];
        IsRefused(await site.Send(HttpMethod.Put, "/users/7", body, headers), status);
    }

    [Fact]
    public async Task Requests_side_by_side_keep_their_own_callers()
    {
        await using var site = await Start();
        var replies = await Patience.Ends(Task.WhenAll(Enumerable.Range(0, 40).Select(i =>
            Get(site, i % 2 == 0 ? "/users/7" : "/users/8", i % 4 < 2 ? "Bearer ann" : "Bearer bob"))), "forty requests at once");
        for (var i = 0; i < replies.Length; i++)
            Expect.Equal(i % 4 is 0 or 3 ? 200 : 403, replies[i].Status, $"The status of request {i} of forty at once", Section);
    }

    // ann is 7, bob is 8, root is 1 and an administrator. Nothing else is valid.
    private async Task<Caller?> Validate(string token)
    {
        await Task.Yield();
        lock (_asked)
            _asked.Add(token);
        return token switch { "ann" => new(7, false), "bob" => new(8, false), "root" => new(1, true), _ => null };
    }

    private Task<Site> Start() => Site.Start(app =>
    {
        app.UseRouting();
        app.Use(Authorize.OwnerOrAdmin(Validate));
        app.MapGet("/users/{id}", (string id, HttpContext context) => Handled($"user {id} by {By(context)}"));
        app.MapPut("/users/{id}", (long id, JsonElement body) => Handled($"put {id} {body.GetRawText()}"));
        app.MapGet("/users", (HttpContext context) => Handled($"list by {By(context)}"));
        app.MapGet("/groups/{group}", (string group) => Handled($"group {group}"));
    });

    private string Handled(string what)
    {
        lock (_handled)
            _handled.Add(what);
        return what;
    }

    private static string By(HttpContext context) =>
        context.Features.Get<Caller>() is { } caller ? $"{caller.UserId} ({caller.IsAdmin})" : "nobody";

    private static Task<Reply> Get(Site site, string path, string? authorization) =>
        authorization is null ? site.Get(path) : site.Get(path, ("Authorization", authorization));

    private static void IsHandled(Reply reply, string body)
    {
        Expect.Equal(200, reply.Status, "The status", Section);
        Expect.Equal(body, reply.Body, "The body", Section);
    }

    private void IsRefused(Reply reply, int status)
    {
        Expect.Equal(null, reply.Thrown, "The exception", Section);
        Expect.Equal(status, reply.Status, "The status", Unknown);
        Expect.Equal("application/problem+json", reply.Values("Content-Type").FirstOrDefault("").Split(';')[0], "The content type", Unknown);
        Expect.Equal(0, _handled.Count, "Requests that reached the endpoint", Section);
        if (status == 401)
            Expect.True(string.Join(", ", reply.Values("WWW-Authenticate")).Contains("Bearer", StringComparison.Ordinal), "A 401 without 'WWW-Authenticate: Bearer'.", Unknown);
    }

    private static string Told(Reply reply) => reply.Status == 200
        ? reply.Body
        : string.Concat(reply.Values("WWW-Authenticate").Take(1).Select(_ => "www-authenticate: Bearer\n")) + $"status: {JsonDocument.Parse(reply.Body).RootElement.GetProperty("status")}";
}
