using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Camp.Service.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace Camp.Service.Tests;

public sealed class StopTests
{
    [Fact]
    public async Task A_terminated_service_finishes_the_request_that_runs_and_exits_with_0()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no SIGTERM.");
        await using var database = await TestDatabase.CreateAsync();
        using var service = new ServiceProcess(await SettingsAsync(database));
        var address = await service.AddressAsync();
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port, TestService.Cancelled);
        using var reader = new StreamReader(client.GetStream());
        var body = JsonSerializer.Serialize(TestService.NewUser("Ann", "ann@example.com"));

        // The server asks for the body when the endpoint reads it: from then on the request runs.
        await SendAsync(
            $"POST /api/users HTTP/1.1\r\nHost: test\r\nContent-Type: application/json\r\n" +
            $"Content-Length: {body.Length}\r\nExpect: 100-continue\r\n\r\n");
        Assert.Equal("HTTP/1.1 100 Continue", await reader.ReadLineAsync(TestService.Cancelled));
        await service.TerminateAsync();
        await service.LoggedAsync("Application is shutting down");
        await SendAsync(body);

        Assert.Equal("", await reader.ReadLineAsync(TestService.Cancelled));
        Assert.Equal("HTTP/1.1 201 Created", await reader.ReadLineAsync(TestService.Cancelled));
        Assert.Contains("ann@example.com", await reader.ReadToEndAsync(TestService.Cancelled), StringComparison.Ordinal);
        Assert.Equal(0, (await service.ExitAsync()).Code);

        Task SendAsync(string text) => client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(text), TestService.Cancelled).AsTask();
    }

    [Fact]
    public async Task A_service_that_stops_is_not_ready_at_once_and_answers_until_the_delay_is_over()
    {
        var clock = new FakeTimeProvider();
        await using var service = await TestService.StartAsync(
            builder => builder.Services.AddSingleton<TimeProvider>(clock), "--Server:DrainDelay=00:00:05");
        var address = service.Client.BaseAddress!;

        service.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
        var stopped = service.StopAsync();
        using var ready = await service.SendAsync(HttpMethod.Get, "/health/ready");
        using var live = await service.SendAsync(HttpMethod.Get, "/health/live");
        using var hello = await service.SendAsync(HttpMethod.Get, "/");

        var problem = await ready.ProblemAsync(HttpStatusCode.ServiceUnavailable);
        Assert.Contains("stopping", (string)problem["detail"]!, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, live.StatusCode);
        Assert.Equal(HttpStatusCode.OK, hello.StatusCode);
        Assert.True(hello.Headers.ConnectionClose);
        Assert.False(stopped.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(5));
        await stopped;
        using var late = new TcpClient();
        await Assert.ThrowsAsync<SocketException>(() => late.ConnectAsync(address.Host, address.Port, TestService.Cancelled).AsTask());
    }

    [Fact]
    public async Task Two_instances_that_are_replaced_one_after_the_other_lose_no_request()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no SIGTERM.");
        await using var database = await TestDatabase.CreateAsync();
        string[] settings = [.. await SettingsAsync(database), "--Server:DrainDelay=00:00:03"];
        List<(ServiceProcess Process, Uri Address)> instances = [];
        var traffic = new Traffic(clients: 8);
        try
        {
            await AddAsync();
            await AddAsync();
            await traffic.AnswersAsync(100);
            for (var old = 0; old < 2; old++)
            {
                await AddAsync();
                await instances[old].Process.TerminateAsync();
                await traffic.TurnedAwayAsync(instances[old].Address);
                Assert.Equal(0, (await instances[old].Process.ExitAsync()).Code);
                await traffic.AnswersAsync(100);
            }
        }
        finally
        {
            await traffic.DisposeAsync();
            instances.ForEach(instance => instance.Process.Dispose());
        }
        Assert.True(traffic.Failures.Count == 0,
            string.Join('\n', [.. traffic.Failures, .. instances.SelectMany(instance => instance.Process.LoggedFailures())]));

        async Task AddAsync()
        {
            var process = new ServiceProcess(settings);
            instances.Add((process, await process.AddressAsync()));
            traffic.Add(instances[^1].Address);
            await traffic.ReadyAsync(instances[^1].Address);
        }
    }

    private static async Task<string[]> SettingsAsync(TestDatabase database) =>
        [.. database.Settings, .. TestBroker.Settings(), .. await TestLimiter.SettingsAsync()];
}
