using System.Net;
using Camp.Service.Tests.Support;

namespace Camp.Service.Tests.Auth;

public sealed class OwnershipTests
{
    [Fact]
    public async Task A_replace_without_a_password_keeps_the_old_one()
    {
        await using var service = await TestService.StartAsync();
        var ann = await service.MemberAsync("ann@example.com");

        (await ann.SendAsync(HttpMethod.Put, ann.Path, new { name = "A", email = "new@example.com" })).Dispose();

        Assert.NotEmpty(await service.LoginAsync("new@example.com"));
    }

    [Fact]
    public async Task A_replaced_password_is_the_only_one_that_logs_in()
    {
        await using var service = await TestService.StartAsync();
        var ann = await service.MemberAsync("ann@example.com");

        var change = new { name = "Ann", email = "ann@example.com", password = "battery staple" };
        (await ann.SendAsync(HttpMethod.Put, ann.Path, change)).Dispose();

        Assert.NotEmpty(await service.LoginAsync("ann@example.com", "battery staple"));
        using var old = await service.SendAsync(
            HttpMethod.Post, "/api/auth/login", new { email = "ann@example.com", password = TestService.Password });
        Assert.Equal(HttpStatusCode.Unauthorized, old.StatusCode);
    }

    [Fact]
    public async Task A_password_that_is_replaced_must_be_a_valid_one()
    {
        await using var service = await TestService.StartAsync();
        var ann = await service.MemberAsync("ann@example.com");

        using var answer = await ann.SendAsync(HttpMethod.Put, ann.Path, new { name = "A", email = "a@b", password = "short" });

        await answer.ProblemAsync(HttpStatusCode.BadRequest);
        Assert.NotEmpty(await service.LoginAsync("ann@example.com"));
    }

    [Fact]
    public async Task The_token_of_a_deleted_account_is_not_the_next_ones()
    {
        await using var service = await TestService.StartAsync();
        var ann = await service.MemberAsync("ann@example.com");
        (await ann.SendAsync(HttpMethod.Delete, ann.Path)).Dispose();

        var next = await service.RegisterAsync("ann@example.com");

        using var answer = await ann.SendAsync(HttpMethod.Delete, $"/api/users/{next}");
        await answer.ProblemAsync(HttpStatusCode.Forbidden);
    }

    [Theory]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    public async Task A_change_is_for_the_owner_only(string method)
    {
        await using var service = await TestService.StartAsync();
        var ann = await service.MemberAsync("ann@example.com");
        var other = await service.RegisterAsync("bob@example.com");
        var body = new { name = "Mallory", email = "mallory@example.com" };

        using var nobody = await service.SendAsync(new HttpMethod(method), $"/api/users/{other}", body);
        using var stranger = await ann.SendAsync(new HttpMethod(method), $"/api/users/{other}", body);
        using var missing = await ann.SendAsync(new HttpMethod(method), "/api/users/77", body);

        await nobody.ProblemAsync(HttpStatusCode.Unauthorized);
        await stranger.ProblemAsync(HttpStatusCode.Forbidden);
        await missing.ProblemAsync(HttpStatusCode.NotFound);
        using var kept = await service.SendAsync(HttpMethod.Get, $"/api/users/{other}");
        Assert.Equal("bob@example.com", (string)(await kept.JsonAsync())["email"]!);
    }
}
