using System.Net;
using Camp.Service.Tests.Support;

namespace Camp.Service.Tests;

public sealed class RegistrationTests
{
    [Fact]
    public async Task A_new_user_is_answered_with_its_place()
    {
        await using var service = await TestService.StartAsync();

        using var answer = await service.SendAsync(HttpMethod.Post, "/api/users", TestService.NewUser("Ann", "ann@example.com"));

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        Assert.Equal("/api/users/1", answer.Headers.Location?.ToString());
        Assert.Equal("""{"id":1,"name":"Ann","email":"ann@example.com"}""", await answer.TextAsync());
        Assert.Equal(await answer.TextAsync(), await service.Client.GetStringAsync("/api/users/1", TestService.Cancelled));
    }

    [Theory]
    [InlineData("ann@example.com", "ANN@Example.COM")]
    [InlineData("ärztin@例子.cn", "ÄRZTIN@例子.CN")]
    public async Task An_email_is_taken_whatever_its_case(string first, string second)
    {
        await using var service = await TestService.StartAsync();
        await service.RegisterAsync(first);

        using var answer = await RegisterAsync(service, "Bob", second);

        var problem = await answer.ProblemAsync(HttpStatusCode.Conflict);
        Assert.Contains(second, (string)problem["detail"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sixteen_registrations_of_one_email_at_once_make_one_user()
    {
        await using var service = await TestService.StartAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ =>
            RegisterAsync(service, "Ann", "ann@example.com")));

        Assert.Equal(1, answers.Count(answer => answer.StatusCode == HttpStatusCode.Created));
        Assert.Equal(15, answers.Count(answer => answer.StatusCode == HttpStatusCode.Conflict));
    }

    [Theory]
    [InlineData("name", null, "ann@example.com")]
    [InlineData("name", "  ", "ann@example.com")]
    [InlineData("name", "two\nlines", "ann@example.com")]
    [InlineData("email", "Ann", null)]
    [InlineData("email", "Ann", "ann")]
    [InlineData("email", "Ann", "@example.com")]
    [InlineData("email", "Ann", "ann@")]
    [InlineData("email", "Ann", "a@nn@example.com")]
    [InlineData("email", "Ann", "an n@example.com")]
    public async Task An_invalid_member_is_named(string member, string? name, string? email)
    {
        await using var service = await TestService.StartAsync();

        using var answer = await RegisterAsync(service, name, email);

        var problem = await answer.ProblemAsync(HttpStatusCode.BadRequest);
        Assert.Equal([member], problem["errors"]!.AsObject().Select(error => error.Key));
    }

    [Theory]
    [InlineData(100, 254 - 4, HttpStatusCode.Created)]
    [InlineData(101, 254 - 4, HttpStatusCode.BadRequest)]
    [InlineData(100, 255 - 4, HttpStatusCode.BadRequest)]
    public async Task Lengths_are_bounded(int name, int mailbox, HttpStatusCode expected)
    {
        await using var service = await TestService.StartAsync();

        using var answer = await RegisterAsync(service, new string('n', name), $"{new string('e', mailbox)}@x.y");

        Assert.Equal(expected, answer.StatusCode);
    }

    [Fact]
    public async Task One_change_too_many_is_told_when_to_come_back()
    {
        await using var service = await TestService.StartAsync("--Limits:Changes=2", "--Limits:Window=01:00:00");
        await service.RegisterAsync("ann@example.com");
        await service.RegisterAsync("bob@example.com");

        using var limited = await RegisterAsync(service, "Eve", "eve@example.com");

        await limited.ProblemAsync(HttpStatusCode.TooManyRequests);
        Assert.InRange(limited.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
        using var other = await service.SendAsync(HttpMethod.Get, "/api/users/1");
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
    }

    private static Task<HttpResponseMessage> RegisterAsync(TestService service, string? name, string? email) =>
        service.SendAsync(HttpMethod.Post, "/api/users", TestService.NewUser(name, email));
}
