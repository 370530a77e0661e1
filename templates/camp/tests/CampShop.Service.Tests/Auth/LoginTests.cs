using System.Net;
using System.Net.Http.Json;
using Camp.Service.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Camp.Service.Tests.Auth;

public sealed class LoginTests
{
    [Fact]
    public async Task A_token_is_good_until_the_moment_that_the_answer_names()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2030, 1, 2, 3, 4, 5, 600, TimeSpan.Zero));
        await using var service = await TestService.StartAsync(
            builder => builder.Services.AddSingleton<TimeProvider>(clock), "--Auth:TokenLifetime=00:10:00");
        await service.RegisterAsync("ann@example.com");

        using var login = await service.SendAsync(
            HttpMethod.Post, "/api/auth/login", new { email = "ANN@example.com", password = TestService.Password });
        var issued = await login.JsonAsync();
        var token = (string)issued["token"]!;

        Assert.Equal("2030-01-02T03:14:05+00:00", (string)issued["expiresAt"]!);
        Assert.Equal("no-store", login.Headers.CacheControl?.ToString());
        clock.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.OK, await ListAsync(service, token));
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.Unauthorized, await ListAsync(service, token));
    }

    [Fact]
    public async Task An_unknown_email_and_a_wrong_password_get_the_same_answer()
    {
        await using var service = await TestService.StartAsync();
        await service.RegisterAsync("ann@example.com");

        var wrong = await RefusalAsync(service, new { email = "ann@example.com", password = "battery staple" });
        var unknown = await RefusalAsync(service, new { email = "bob@example.com", password = "battery staple" });
        var empty = await RefusalAsync(service, new { });

        Assert.Equal(wrong, unknown);
        Assert.Equal(wrong, empty);
    }

    [Fact]
    public async Task An_unknown_email_costs_the_service_as_much_as_a_wrong_password()
    {
        await using var database = await TestDatabase.CreateAsync();
        using var service = new ServiceProcess(
            [.. database.Settings, .. TestBroker.Settings(), .. await TestLimiter.SettingsAsync(), "--Auth:BcryptCost=12"]);
        using var client = new HttpClient { BaseAddress = await service.AddressAsync() };
        (await client.PostAsJsonAsync("/api/users", TestService.NewUser("Ann", "ann@example.com"), TestService.Cancelled)).Dispose();
        await WorkForAsync("ann@example.com");

        var wrong = await WorkForAsync("ann@example.com");
        var unknown = await WorkForAsync("bob@example.com");

        // An answer without bcrypt would take a hundredth of the work.
        Assert.InRange(unknown / wrong, 0.5, 2);

        async Task<TimeSpan> WorkForAsync(string email)
        {
            var before = service.Work();
            for (var time = 0; time < 3; time++)
            {
                using var answer = await client.PostAsJsonAsync(
                    "/api/auth/login", new { email, password = "battery staple" }, TestService.Cancelled);
                Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
            }
            return service.Work() - before;
        }
    }

    [Fact]
    public async Task What_bcrypt_would_ignore_is_no_password()
    {
        await using var service = await TestService.StartAsync();
        var longest = new string('p', 72);
        var user = new { name = "Ann", email = "ann@example.com", password = longest };
        (await service.SendAsync(HttpMethod.Post, "/api/users", user)).Dispose();

        Assert.NotEmpty(await service.LoginAsync("ann@example.com", longest));
        await RefusalAsync(service, new { email = "ann@example.com", password = longest + "p" });
        await RefusalAsync(service, new { email = "ann@example.com", password = longest + "\0" });
    }

    [Fact]
    public async Task One_attempt_too_many_is_told_when_to_come_back()
    {
        await using var service = await TestService.StartAsync("--Limits:Logins=3", "--Limits:Window=01:00:00");
        for (var attempt = 0; attempt < 3; attempt++)
        {
            await RefusalAsync(service, new { email = "ann@example.com", password = "guess" });
        }

        using var limited = await service.SendAsync(HttpMethod.Post, "/api/auth/login", new { email = "ann@example.com" });

        await limited.ProblemAsync(HttpStatusCode.TooManyRequests);
        Assert.InRange(limited.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
        using var other = await service.SendAsync(HttpMethod.Get, "/");
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
    }

    private static async Task<string> RefusalAsync(TestService service, object body)
    {
        using var answer = await service.SendAsync(HttpMethod.Post, "/api/auth/login", body);
        var problem = (await answer.ProblemAsync(HttpStatusCode.Unauthorized)).AsObject();
        problem.Remove("traceId");
        return problem.ToJsonString();
    }

    private static async Task<HttpStatusCode> ListAsync(TestService service, string token)
    {
        using var answer = await service.SendAsync(HttpMethod.Get, "/api/users", token: token);
        return answer.StatusCode;
    }
}
