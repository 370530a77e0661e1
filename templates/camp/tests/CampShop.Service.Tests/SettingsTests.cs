using Camp.Service.Config;
using Camp.Service.Data;
#if (kafka)
using Camp.Service.Events;
#endif
#if (redis)
using Camp.Service.Limits;
#endif
using Camp.Service.Tests.Support;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Camp.Service.Tests;

public sealed class SettingsTests
{
    [Theory]
#if (sqlite)
    [InlineData("--Database:File=", "Database:File")]
#endif
#if (postgres)
    [InlineData("--Database:ConnectionString=", "Database:ConnectionString")]
    [InlineData("--Database:ConnectionString=nonsense", "Database:ConnectionString")]
    [InlineData("--Database:MaxConnections=0", "Database:MaxConnections")]
    [InlineData("--Database:MinIdle=21", "Database:MinIdle")]
    [InlineData("--Database:AcquireTimeout=00:00:00", "Database:AcquireTimeout")]
#endif
#if (kafka)
    [InlineData("--Kafka:Servers=", "Kafka:Servers")]
    [InlineData("--Kafka:SessionTimeout=01:00:00", "Kafka:SessionTimeout")]
#endif
#if (redis)
    [InlineData("--Redis:Servers=", "Redis:Servers")]
#endif
    [InlineData("--Limits:Changes=0", "Limits:Changes")]
    [InlineData("--Limits:Window=00:00:00", "Limits:Window")]
    [InlineData("--Server:MaxBodyBytes=1", "Server:MaxBodyBytes")]
    [InlineData("--Server:MaxHeaderBytes=1", "Server:MaxHeaderBytes")]
    [InlineData("--Server:DrainDelay=01:00:00", "Server:DrainDelay")]
    [InlineData("--Server:StopTimeout=01:00:00", "Server:StopTimeout")]
    public async Task A_bad_setting_is_named_and_the_service_does_not_start(string setting, string named)
    {
        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => TestService.StartAsync(setting));

        Assert.Contains(refused.Failures, failure => failure.StartsWith(named, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("--Server:MaxBodyBytes=large", "'large' at 'Server:MaxBodyBytes'")]
    [InlineData("--Log:Level=Loud", "'Loud' at 'Log:Level'")]
    public async Task A_setting_of_the_wrong_type_is_named(string setting, string named)
    {
        await using var database = await TestDatabase.CreateAsync();
        using var service = new ServiceProcess([.. database.Settings, setting]);

        var (code, errors) = await service.ExitAsync();

        Assert.Equal(2, code);
        Assert.Contains(named, errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_in_use_is_named()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var first = await TestService.StartAsync();
        using var second = new ServiceProcess([.. database.Settings, $"--urls={first.Client.BaseAddress}"]);

        var (code, errors) = await second.ExitAsync();

        Assert.Equal(2, code);
        Assert.Contains($"{first.Client.BaseAddress!.Port}: address already in use", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void The_settings_file_states_the_defaults()
    {
        var file = new ConfigurationBuilder().AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json")).Build();

#if (auth)
        Assert.Equal(new AuthOptions(), Section<AuthOptions>("Auth"));
#endif
        Assert.Equal(new DatabaseOptions(), Section<DatabaseOptions>("Database"));
        Assert.Equal(new DocsOptions(), Section<DocsOptions>("Docs"));
#if (kafka)
        Assert.Equal(new KafkaOptions(), Section<KafkaOptions>("Kafka"));
#endif
        Assert.Equal(new LimitsOptions(), Section<LimitsOptions>("Limits"));
        Assert.Equal(new LogOptions(), Section<LogOptions>("Log"));
#if (redis)
        Assert.Equal(new RedisOptions(), Section<RedisOptions>("Redis"));
#endif
        Assert.Equal(new ServerOptions(), Section<ServerOptions>("Server"));

        T Section<T>(string name) => file.GetRequiredSection(name).Get<T>()!;
    }
}
