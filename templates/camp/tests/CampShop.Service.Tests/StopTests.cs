using System.Net.Sockets;
using System.Text;
using Camp.Service.Tests.Support;

namespace Camp.Service.Tests;

public sealed class StopTests
{
    [Fact]
    public async Task A_terminated_service_finishes_the_request_that_runs_and_exits_with_0()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no SIGTERM.");
        using var service = new ServiceProcess($"--Auth:SigningKey={TestService.SigningKey}", "--Auth:BcryptCost=4");
        var address = new Uri((string)(await service.LoggedAsync("Now listening on"))["address"]!);
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port, TestService.Cancelled);
        using var reader = new StreamReader(client.GetStream());
        var body = """{"name":"Ann","email":"ann@example.com","password":"correct horse"}""";

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
}
