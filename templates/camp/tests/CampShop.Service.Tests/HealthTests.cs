using System.Net;
using Camp.Service.Tests.Support;

namespace Camp.Service.Tests;

public sealed class HealthTests
{
    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    public async Task A_working_service_is_live_and_ready(string path)
    {
        await using var service = await TestService.StartAsync();

        Assert.Equal("Healthy", await service.Client.GetStringAsync(path, TestService.Cancelled));
    }

    [Fact]
    public async Task A_broken_database_fails_readiness_only()
    {
        await using var service = await TestService.StartAsync();
        await service.ExecuteAsync("drop table users");

        using var ready = await service.SendAsync(HttpMethod.Get, "/health/ready");
        using var live = await service.SendAsync(HttpMethod.Get, "/health/live");

        var problem = await ready.ProblemAsync(HttpStatusCode.ServiceUnavailable);
        Assert.Contains("database", (string)problem["detail"]!, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, live.StatusCode);
    }
}
