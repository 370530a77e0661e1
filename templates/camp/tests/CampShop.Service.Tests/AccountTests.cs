using System.Net;
using Camp.Service.Tests.Support;

namespace Camp.Service.Tests;

public sealed class AccountTests
{
    [Fact]
    public async Task An_account_is_replaced_and_twice_the_same()
    {
        await using var service = await TestService.StartAsync();
        var ann = await service.MemberAsync("ann@example.com");

        for (var time = 0; time < 2; time++)
        {
            using var answer = await ann.SendAsync(HttpMethod.Put, ann.Path, new { name = "Anna", email = "ANNA@example.com" });

            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Equal($$"""{"id":{{ann.Id}},"name":"Anna","email":"ANNA@example.com"}""", await answer.TextAsync());
        }
    }

    [Fact]
    public async Task An_invalid_replace_is_refused_and_changes_nothing()
    {
        await using var service = await TestService.StartAsync();
        var ann = await service.MemberAsync("ann@example.com");
        await service.RegisterAsync("bob@example.com");

        using var invalid = await ann.SendAsync(HttpMethod.Put, ann.Path, new { name = "", email = "a@b" });
        using var taken = await ann.SendAsync(HttpMethod.Put, ann.Path, new { name = "Ann", email = "BOB@example.com" });

        await invalid.ProblemAsync(HttpStatusCode.BadRequest);
        await taken.ProblemAsync(HttpStatusCode.Conflict);
        using var kept = await service.SendAsync(HttpMethod.Get, ann.Path);
        Assert.Equal("ann@example.com", (string)(await kept.JsonAsync())["email"]!);
    }

    [Fact]
    public async Task A_deleted_account_is_gone_and_nothing_changes_it_any_more()
    {
        await using var service = await TestService.StartAsync();
        var ann = await service.MemberAsync("ann@example.com");

        using var deleted = await ann.SendAsync(HttpMethod.Delete, ann.Path);
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);

        using var again = await ann.SendAsync(HttpMethod.Delete, ann.Path);
        using var read = await ann.SendAsync(HttpMethod.Get, ann.Path);
        using var replaced = await ann.SendAsync(HttpMethod.Put, ann.Path, new { name = "A", email = "a@b" });
        await again.ProblemAsync(HttpStatusCode.NotFound);
        await read.ProblemAsync(HttpStatusCode.NotFound);
        await replaced.ProblemAsync(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task An_id_is_never_given_twice()
    {
        await using var service = await TestService.StartAsync();
        var ann = await service.MemberAsync("ann@example.com");
        (await ann.SendAsync(HttpMethod.Delete, ann.Path)).Dispose();

        Assert.NotEqual(ann.Id, await service.RegisterAsync("ann@example.com"));
    }
}
