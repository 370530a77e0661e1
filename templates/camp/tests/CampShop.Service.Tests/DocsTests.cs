using System.Net;
using Camp.Service.Tests.Support;

namespace Camp.Service.Tests;

public sealed class DocsTests
{
    [Theory]
    [InlineData("/swagger/index.html")]
    [InlineData("/swagger/v1/swagger.json")]
    public async Task They_are_off_in_production_unless_asked_for(string path)
    {
        await using var off = await TestService.StartAsync();
        await using var on = await TestService.StartAsync("--Docs:Enabled=true");

        using var hidden = await off.SendAsync(HttpMethod.Get, path);
        using var shown = await on.SendAsync(HttpMethod.Get, path);

        await hidden.ProblemAsync(HttpStatusCode.NotFound);
        Assert.Equal(HttpStatusCode.OK, shown.StatusCode);
    }

#if (auth)
    [Fact]
    public async Task A_padlock_is_on_the_calls_that_need_a_token_and_on_no_other()
    {
        await using var service = await TestService.StartAsync("--Docs:Enabled=true");

        using var answer = await service.SendAsync(HttpMethod.Get, "/swagger/v1/swagger.json");

        var docs = await answer.JsonAsync();
        Assert.Equal("bearer", (string)docs["components"]!["securitySchemes"]!["bearer"]!["scheme"]!);
        var locked = docs["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject()
            .Where(call => call.Value!["security"]?[0]?["bearer"] is not null)
            .Select(call => $"{call.Key} {path.Key}"));
        Assert.Equal(["delete /api/users/{id}", "get /api/users", "put /api/users/{id}"], locked.Order());
    }

#endif
    [Fact]
    public async Task The_samples_are_bodies_that_work()
    {
        await using var service = await TestService.StartAsync("--Docs:Enabled=true");
        using var answer = await service.SendAsync(HttpMethod.Get, "/swagger/v1/swagger.json");
        var models = (await answer.JsonAsync())["components"]!["schemas"]!;

        using var registered = await service.SendAsync(HttpMethod.Post, "/api/users", Sample("NewUser"));
#if (auth)
        using var login = await service.SendAsync(HttpMethod.Post, "/api/auth/login", Sample("LoginRequest"));
        var token = (string)(await login.JsonAsync())["token"]!;
        using var changed = await service.SendAsync(HttpMethod.Put, "/api/users/1", Sample("ChangedUser"), token);
#else
        using var changed = await service.SendAsync(HttpMethod.Put, "/api/users/1", Sample("ChangedUser"));
#endif

        Assert.Equal(HttpStatusCode.Created, registered.StatusCode);
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);

        object Sample(string model) => models[model]!["example"]!;
    }
}
