using System.Net;
using Camp.Service.Tests.Support;

namespace Camp.Service.Tests.Auth;

public sealed class PasswordTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("short")]
    [InlineData("zero\0zero")]
    public async Task What_can_be_no_password_is_named(string? password)
    {
        await using var service = await TestService.StartAsync();

        using var answer = await RegisterAsync(service, password);

        var problem = await answer.ProblemAsync(HttpStatusCode.BadRequest);
        Assert.Equal(["password"], problem["errors"]!.AsObject().Select(error => error.Key));
    }

    [Theory]
    [InlineData('p', 72, HttpStatusCode.Created)]
    [InlineData('p', 73, HttpStatusCode.BadRequest)]
    [InlineData('密', 24, HttpStatusCode.Created)]
    [InlineData('密', 25, HttpStatusCode.BadRequest)]
    public async Task The_72_bytes_of_bcrypt_are_counted_in_UTF8(char character, int count, HttpStatusCode expected)
    {
        await using var service = await TestService.StartAsync();

        using var answer = await RegisterAsync(service, new string(character, count));

        Assert.Equal(expected, answer.StatusCode);
    }

    [Fact]
    public async Task A_stored_user_can_show_no_hash()
    {
        await using var service = await TestService.StartAsync();
        var (id, token) = await service.RegisterAndLoginAsync("ann@example.com");

        using var one = await service.SendAsync(HttpMethod.Get, $"/api/users/{id}");
        using var list = await service.SendAsync(HttpMethod.Get, "/api/users", token: token);

        Assert.DoesNotContain("$2", await one.TextAsync() + await list.TextAsync(), StringComparison.Ordinal);
    }

    private static Task<HttpResponseMessage> RegisterAsync(TestService service, string? password) =>
        service.SendAsync(HttpMethod.Post, "/api/users", new { name = "Ann", email = "ann@example.com", password });
}
