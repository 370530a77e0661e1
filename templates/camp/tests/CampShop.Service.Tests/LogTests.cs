using System.Net;
using Camp.Service.Tests.Support;

namespace Camp.Service.Tests;

public sealed class LogTests
{
    [Fact]
    public async Task A_request_is_one_line_under_the_trace_id_of_its_problem()
    {
        await using var service = await TestService.StartAsync();

        using var answer = await service.SendAsync(HttpMethod.Get, "/nowhere?token=secret");

        var problem = await answer.ProblemAsync(HttpStatusCode.NotFound);
        await service.StopAsync();
        var line = Assert.Single(service.Log.Of((string)problem["traceId"]!));
        Assert.Equal("GET", (string)line["RequestMethod"]!);
        Assert.Equal("/nowhere", (string)line["RequestPath"]!);
        Assert.Equal(404, (int)line["StatusCode"]!);
        Assert.True((double)line["Elapsed"]! >= 0);
    }

    [Fact]
    public async Task The_trace_of_the_caller_goes_on()
    {
        await using var service = await TestService.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/nowhere");
        request.Headers.Add("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");

        using var answer = await service.Client.SendAsync(request, TestService.Cancelled);

        var problem = await answer.ProblemAsync(HttpStatusCode.NotFound);
        Assert.Equal("0af7651916cd43dd8448eb211c80319c", (string)problem["traceId"]!);
    }
}
