using System.Net;
using Camp.Service.Tests.Support;

namespace Camp.Service.Tests;

public sealed class AccountTests
{
    [Fact]
    public async Task An_account_is_replaced_by_its_owner_and_twice_the_same()
    {
        await using var service = await TestService.StartAsync();
        var (id, token) = await service.RegisterAndLoginAsync("ann@example.com");

        for (var time = 0; time < 2; time++)
        {
            using var answer = await service.SendAsync(
                HttpMethod.Put, $"/api/users/{id}", new { name = "Anna", email = "ANNA@example.com" }, token);

            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Equal($$"""{"id":{{id}},"name":"Anna","email":"ANNA@example.com"}""", await answer.TextAsync());
        }
    }

    [Fact]
    public async Task A_replace_without_a_password_keeps_the_old_one()
    {
        await using var service = await TestService.StartAsync();
        var (id, token) = await service.RegisterAndLoginAsync("ann@example.com");

        (await service.SendAsync(HttpMethod.Put, $"/api/users/{id}", new { name = "A", email = "new@example.com" }, token)).Dispose();

        Assert.NotEmpty(await service.LoginAsync("new@example.com"));
    }

    [Fact]
    public async Task A_replaced_password_is_the_only_one_that_logs_in()
    {
        await using var service = await TestService.StartAsync();
        var (id, token) = await service.RegisterAndLoginAsync("ann@example.com");

        var change = new { name = "Ann", email = "ann@example.com", password = "battery staple" };
        (await service.SendAsync(HttpMethod.Put, $"/api/users/{id}", change, token)).Dispose();

        Assert.NotEmpty(await service.LoginAsync("ann@example.com", "battery staple"));
        using var old = await service.SendAsync(
            HttpMethod.Post, "/api/auth/login", new { email = "ann@example.com", password = TestService.Password });
        Assert.Equal(HttpStatusCode.Unauthorized, old.StatusCode);
    }

    [Fact]
    public async Task An_invalid_replace_is_refused_and_changes_nothing()
    {
        await using var service = await TestService.StartAsync();
        var (id, token) = await service.RegisterAndLoginAsync("ann@example.com");
        await service.RegisterAsync("bob@example.com");

        using var invalid = await service.SendAsync(HttpMethod.Put, $"/api/users/{id}", new { name = "", email = "a@b" }, token);
        using var taken = await service.SendAsync(
            HttpMethod.Put, $"/api/users/{id}", new { name = "Ann", email = "BOB@example.com" }, token);

        await invalid.ProblemAsync(HttpStatusCode.BadRequest);
        await taken.ProblemAsync(HttpStatusCode.Conflict);
        using var kept = await service.SendAsync(HttpMethod.Get, $"/api/users/{id}");
        Assert.Equal("ann@example.com", (string)(await kept.JsonAsync())["email"]!);
    }

    [Fact]
    public async Task A_deleted_account_is_gone_and_its_token_changes_nothing_more()
    {
        await using var service = await TestService.StartAsync();
        var (id, token) = await service.RegisterAndLoginAsync("ann@example.com");

        using var deleted = await service.SendAsync(HttpMethod.Delete, $"/api/users/{id}", token: token);
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);

        using var again = await service.SendAsync(HttpMethod.Delete, $"/api/users/{id}", token: token);
        using var read = await service.SendAsync(HttpMethod.Get, $"/api/users/{id}");
        using var replaced = await service.SendAsync(HttpMethod.Put, $"/api/users/{id}", new { name = "A", email = "a@b" }, token);
        await again.ProblemAsync(HttpStatusCode.NotFound);
        await read.ProblemAsync(HttpStatusCode.NotFound);
        await replaced.ProblemAsync(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task An_id_is_never_given_twice()
    {
        await using var service = await TestService.StartAsync();
        var (id, token) = await service.RegisterAndLoginAsync("ann@example.com");
        (await service.SendAsync(HttpMethod.Delete, $"/api/users/{id}", token: token)).Dispose();

        var next = await service.RegisterAsync("ann@example.com");

        Assert.NotEqual(id, next);
        using var answer = await service.SendAsync(HttpMethod.Delete, $"/api/users/{next}", token: token);
        await answer.ProblemAsync(HttpStatusCode.Forbidden);
    }

    [Theory]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    public async Task A_change_is_for_the_owner_only(string method)
    {
        await using var service = await TestService.StartAsync();
        var (_, token) = await service.RegisterAndLoginAsync("ann@example.com");
        var other = await service.RegisterAsync("bob@example.com");
        var body = new { name = "Mallory", email = "mallory@example.com" };

        using var nobody = await service.SendAsync(new HttpMethod(method), $"/api/users/{other}", body);
        using var stranger = await service.SendAsync(new HttpMethod(method), $"/api/users/{other}", body, token);
        using var missing = await service.SendAsync(new HttpMethod(method), "/api/users/77", body, token);

        await nobody.ProblemAsync(HttpStatusCode.Unauthorized);
        await stranger.ProblemAsync(HttpStatusCode.Forbidden);
        await missing.ProblemAsync(HttpStatusCode.NotFound);
        using var kept = await service.SendAsync(HttpMethod.Get, $"/api/users/{other}");
        Assert.Equal("bob@example.com", (string)(await kept.JsonAsync())["email"]!);
    }
}
