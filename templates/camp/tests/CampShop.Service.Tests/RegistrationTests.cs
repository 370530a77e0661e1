using System.Net;
using Camp.Service.Tests.Support;

namespace Camp.Service.Tests;

public sealed class RegistrationTests
{
    [Fact]
    public async Task A_new_user_is_answered_with_its_place_and_without_its_password()
    {
        await using var service = await TestService.StartAsync();

        using var answer = await service.SendAsync(
            HttpMethod.Post, "/api/users", new { name = "Ann", email = "ann@example.com", password = "correct horse" });

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

        using var answer = await RegisterAsync(service, "Bob", second, "correct horse");

        var problem = await answer.ProblemAsync(HttpStatusCode.Conflict);
        Assert.Contains(second, (string)problem["detail"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sixteen_registrations_of_one_email_at_once_make_one_user()
    {
        await using var service = await TestService.StartAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ =>
            RegisterAsync(service, "Ann", "ann@example.com", "correct horse")));

        Assert.Equal(1, answers.Count(answer => answer.StatusCode == HttpStatusCode.Created));
        Assert.Equal(15, answers.Count(answer => answer.StatusCode == HttpStatusCode.Conflict));
    }

    [Theory]
    [InlineData("name", null, "ann@example.com", "correct horse")]
    [InlineData("name", "  ", "ann@example.com", "correct horse")]
    [InlineData("name", "two\nlines", "ann@example.com", "correct horse")]
    [InlineData("email", "Ann", null, "correct horse")]
    [InlineData("email", "Ann", "ann", "correct horse")]
    [InlineData("email", "Ann", "@example.com", "correct horse")]
    [InlineData("email", "Ann", "ann@", "correct horse")]
    [InlineData("email", "Ann", "a@nn@example.com", "correct horse")]
    [InlineData("email", "Ann", "an n@example.com", "correct horse")]
    [InlineData("password", "Ann", "ann@example.com", null)]
    [InlineData("password", "Ann", "ann@example.com", "short")]
    [InlineData("password", "Ann", "ann@example.com", "zero\0zero")]
    public async Task An_invalid_member_is_named(string member, string? name, string? email, string? password)
    {
        await using var service = await TestService.StartAsync();

        using var answer = await RegisterAsync(service, name, email, password);

        var problem = await answer.ProblemAsync(HttpStatusCode.BadRequest);
        Assert.Equal([member], problem["errors"]!.AsObject().Select(error => error.Key));
    }

    [Theory]
    [InlineData(100, 254 - 4, 72, HttpStatusCode.Created)]
    [InlineData(101, 254 - 4, 72, HttpStatusCode.BadRequest)]
    [InlineData(100, 255 - 4, 72, HttpStatusCode.BadRequest)]
    [InlineData(100, 254 - 4, 73, HttpStatusCode.BadRequest)]
    public async Task Lengths_are_bounded(int name, int mailbox, int password, HttpStatusCode expected)
    {
        await using var service = await TestService.StartAsync();

        using var answer = await RegisterAsync(
            service, new string('n', name), $"{new string('e', mailbox)}@x.y", new string('p', password));

        Assert.Equal(expected, answer.StatusCode);
    }

    [Theory]
    [InlineData(24, HttpStatusCode.Created)]
    [InlineData(25, HttpStatusCode.BadRequest)]
    public async Task The_72_bytes_of_bcrypt_are_counted_in_UTF8(int characters, HttpStatusCode expected)
    {
        await using var service = await TestService.StartAsync();

        using var answer = await RegisterAsync(service, "Ann", "ann@example.com", new string('密', characters));

        Assert.Equal(expected, answer.StatusCode);
    }

    private static Task<HttpResponseMessage> RegisterAsync(
        TestService service, string? name, string? email, string? password) =>
        service.SendAsync(HttpMethod.Post, "/api/users", new { name, email, password });
}
