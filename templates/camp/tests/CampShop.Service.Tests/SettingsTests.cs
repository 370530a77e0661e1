using Camp.Service.Config;
using Camp.Service.Tests.Support;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Camp.Service.Tests;

public sealed class SettingsTests
{
    [Theory]
    [InlineData("--Auth:SigningKey=short", "Auth:SigningKey")]
    [InlineData("--Auth:BcryptCost=3", "Auth:BcryptCost")]
    [InlineData("--Auth:TokenLifetime=2.00:00:00", "Auth:TokenLifetime")]
    [InlineData("--Database:File=", "Database:File")]
    [InlineData("--LoginLimit:Attempts=0", "LoginLimit:Attempts")]
    [InlineData("--LoginLimit:Window=00:00:00", "LoginLimit:Window")]
    [InlineData("--Server:MaxBodyBytes=1", "Server:MaxBodyBytes")]
    [InlineData("--Server:StopTimeout=01:00:00", "Server:StopTimeout")]
    public async Task A_bad_setting_is_named_and_the_service_does_not_start(string setting, string named)
    {
        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => TestService.StartAsync(setting));

        Assert.StartsWith(named, refused.Failures.Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_signing_key_the_process_says_how_to_set_one()
    {
        using var service = new ServiceProcess();

        var (code, errors) = await service.ExitAsync();

        Assert.Equal(2, code);
        Assert.Contains("export Auth__SigningKey=", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--Auth:BcryptCost=high", "'high' at 'Auth:BcryptCost'")]
    [InlineData("--Log:Level=Loud", "'Loud' at 'Log:Level'")]
    public async Task A_setting_of_the_wrong_type_is_named(string setting, string named)
    {
        using var service = new ServiceProcess($"--Auth:SigningKey={TestService.SigningKey}", setting);

        var (code, errors) = await service.ExitAsync();

        Assert.Equal(2, code);
        Assert.Contains(named, errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_in_use_is_named()
    {
        await using var first = await TestService.StartAsync();
        using var second = new ServiceProcess($"--Auth:SigningKey={TestService.SigningKey}", $"--urls={first.Client.BaseAddress}");

        var (code, errors) = await second.ExitAsync();

        Assert.Equal(2, code);
        Assert.Contains($"{first.Client.BaseAddress!.Port}: address already in use", errors, StringComparison.Ordinal);
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

    [Fact]
    public void The_settings_file_states_the_defaults()
    {
        var file = new ConfigurationBuilder().AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json")).Build();

        Assert.Equal(new AuthOptions(), Section<AuthOptions>("Auth"));
        Assert.Equal(new DatabaseOptions(), Section<DatabaseOptions>("Database"));
        Assert.Equal(new DocsOptions(), Section<DocsOptions>("Docs"));
        Assert.Equal(new LogOptions(), Section<LogOptions>("Log"));
        Assert.Equal(new LoginLimitOptions(), Section<LoginLimitOptions>("LoginLimit"));
        Assert.Equal(new ServerOptions(), Section<ServerOptions>("Server"));

        T Section<T>(string name) => file.GetRequiredSection(name).Get<T>()!;
    }
}
