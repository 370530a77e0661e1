using System.Net;
using System.Text;
using Camp.Service.Tests.Support;

namespace Camp.Service.Tests;

public sealed class ErrorTests
{
    [Theory]
    [InlineData("GET", "/nowhere", HttpStatusCode.NotFound)]
    [InlineData("GET", "/api/users/abc", HttpStatusCode.NotFound)]
    [InlineData("PATCH", "/api/users/1", HttpStatusCode.MethodNotAllowed)]
    [InlineData("DELETE", "/", HttpStatusCode.MethodNotAllowed)]
    public async Task A_request_for_nothing_is_a_problem(string method, string path, HttpStatusCode expected)
    {
        await using var service = await TestService.StartAsync();

        using var answer = await service.SendAsync(new HttpMethod(method), path);

        var problem = await answer.ProblemAsync(expected);
        Assert.NotEmpty((string)problem["detail"]!);
    }

    [Theory]
    [InlineData("", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("{\"name\":", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("{\"name\":7}", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("[]", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("null", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("{\"name\":\"\\ud800\"}", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("name=Ann", "application/x-www-form-urlencoded", HttpStatusCode.UnsupportedMediaType)]
    public async Task A_body_that_cannot_be_read_is_a_problem(string body, string type, HttpStatusCode expected)
    {
        await using var service = await TestService.StartAsync();
        using var content = new StringContent(body, Encoding.UTF8, type);

        using var answer = await service.Client.PostAsync("/api/users", content, TestService.Cancelled);

        var problem = await answer.ProblemAsync(expected);
        Assert.DoesNotContain("System.", problem.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_over_the_limit_is_a_problem()
    {
        await using var service = await TestService.StartAsync("--Server:MaxBodyBytes=2000");

        using var answer = await service.SendAsync(
            HttpMethod.Post, "/api/users", TestService.NewUser(new string('n', 2000), "a@b"));

        var problem = await answer.ProblemAsync(HttpStatusCode.RequestEntityTooLarge);
        Assert.Contains("2000", (string)problem["detail"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_head_over_the_limit_is_refused()
    {
        await using var service = await TestService.StartAsync("--Server:MaxHeaderBytes=4096");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.Add("X-Large", new string('x', 5000));

        using var answer = await service.Client.SendAsync(request, TestService.Cancelled);

        Assert.Equal(HttpStatusCode.RequestHeaderFieldsTooLarge, answer.StatusCode);
    }

    [Fact]
    public async Task A_failure_is_logged_once_and_shows_no_internals()
    {
        await using var service = await TestService.StartAsync();
        await service.ExecuteAsync("drop table users");

        using var answer = await service.SendAsync(HttpMethod.Get, "/api/users/1");

        var problem = await answer.ProblemAsync(HttpStatusCode.InternalServerError);
        Assert.DoesNotContain("table", problem.ToJsonString(), StringComparison.OrdinalIgnoreCase);
        var causes = service.Log.Of((string)problem["traceId"]!).Where(line => line["@x"] is not null);
        Assert.Contains("users", (string)Assert.Single(causes)["@x"]!, StringComparison.Ordinal);
    }
}
