using System.Net.Http.Json;
using Camp.Service.Tests.Support;

namespace Camp.Service.Tests.Redis;

public sealed class SharedLimitTests
{
    [Fact]
    public async Task Three_instances_let_through_together_what_one_may()
    {
        await using var database = await TestDatabase.CreateAsync();
        string[] settings =
        [
            .. database.Settings, .. TestBroker.Settings(), .. await TestLimiter.SettingsAsync(),
            "--Limits:Changes=20", "--Limits:Window=01:00:00",
        ];
        using var first = new ServiceProcess(settings);
        using var second = new ServiceProcess(settings);
        using var third = new ServiceProcess(settings);
        Uri[] instances = [await first.AddressAsync(), await second.AddressAsync(), await third.AddressAsync()];
        using var client = new HttpClient();

        var answers = await Task.WhenAll(Enumerable.Range(0, 60).Select(async count =>
        {
            using var answer = await client.PostAsJsonAsync(
                new Uri(instances[count % 3], "/api/users"), TestService.NewUser("Ann", $"user{count}@example.com"), TestService.Cancelled);
            return (int)answer.StatusCode;
        }));

        Assert.Equal(20, answers.Count(status => status == 201));
        Assert.Equal(40, answers.Count(status => status == 429));
    }

    [Fact]
    public async Task Without_Redis_each_instance_limits_alone_and_says_so()
    {
        await using var service = await TestService.StartAsync(
            "--Redis:Servers=127.0.0.1:1,connectTimeout=200", "--Limits:Changes=2", "--Limits:Window=01:00:00");
        await service.RegisterAsync("ann@example.com");
        await service.RegisterAsync("bob@example.com");

        using var limited = await service.SendAsync(HttpMethod.Post, "/api/users", TestService.NewUser("Eve", "eve@example.com"));

        Assert.Equal(429, (int)limited.StatusCode);
        Assert.Contains(service.Log.Lines, line => ((string)line["@mt"]!).StartsWith("Redis doesn't answer", StringComparison.Ordinal));
    }
}
