using Camp.Service.Tests.Support;
using Microsoft.Extensions.Options;

namespace Camp.Service.Tests.Auth;

public sealed class SecretTests
{
    [Fact]
    public async Task No_line_holds_a_password_or_a_token()
    {
        await using var service = await TestService.StartAsync("--Log:Level=Verbose");
        var (id, token) = await service.RegisterAndLoginAsync("ann@example.com");
        (await service.SendAsync(HttpMethod.Post, "/api/auth/login", new { email = "ann@example.com", password = "a wrong guess" })).Dispose();
        (await service.SendAsync(HttpMethod.Get, "/api/users", token: token)).Dispose();
        (await service.SendAsync(HttpMethod.Get, "/api/users", token: token + "x")).Dispose();
        (await service.SendAsync(HttpMethod.Delete, $"/api/users/{id}", token: token)).Dispose();

        await service.StopAsync();

        var signature = token.Split('.')[2];
        Assert.NotEmpty(service.Log.Lines);
        Assert.All(
            [TestService.Password, "a wrong guess", token, signature, TestService.SigningKey, "$2a$"],
            secret => Assert.DoesNotContain(secret, service.Log.Text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_a_signing_key_the_process_says_how_to_set_one()
    {
        await using var database = await TestDatabase.CreateAsync();
        using var service = new ServiceProcess([.. database.Settings, "--Auth:SigningKey="]);

        var (code, errors) = await service.ExitAsync();

        Assert.Equal(2, code);
        Assert.Contains("export Auth__SigningKey=", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_Development_a_missing_key_is_a_random_one()
    {
        string[] settings = ["--environment=Development", "--Auth:SigningKey="];
        await using var first = await TestService.StartAsync(settings);
        await using var second = await TestService.StartAsync(settings);
        var (_, token) = await first.RegisterAndLoginAsync("ann@example.com");

        using var accepted = await first.SendAsync(HttpMethod.Get, "/api/users", token: token);
        using var refused = await second.SendAsync(HttpMethod.Get, "/api/users", token: token);

        Assert.Equal(200, (int)accepted.StatusCode);
        Assert.Equal(401, (int)refused.StatusCode);
    }

    [Theory]
    [InlineData("--Auth:SigningKey=short", "Auth:SigningKey")]
    [InlineData("--Auth:BcryptCost=3", "Auth:BcryptCost")]
    [InlineData("--Auth:TokenLifetime=2.00:00:00", "Auth:TokenLifetime")]
    [InlineData("--Limits:Logins=0", "Limits:Logins")]
    public async Task A_bad_setting_is_named_and_the_service_does_not_start(string setting, string named)
    {
        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => TestService.StartAsync(setting));

        Assert.StartsWith(named, refused.Failures.Single(), StringComparison.Ordinal);
    }
}
