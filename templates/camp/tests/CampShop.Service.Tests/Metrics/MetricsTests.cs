using Camp.Service.Tests.Support;

namespace Camp.Service.Tests.Metrics;

/// <summary>
/// Meters are heard by their names in the whole process, and one that is disposed silences its namesakes: while these tests count,
/// no other test's service may come or go.
/// </summary>
[CollectionDefinition(DisableParallelization = true)]
public sealed class Alone;

[Collection(typeof(Alone))]
public sealed class MetricsTests
{
    [Fact]
    public async Task Requests_are_counted_by_route_and_never_by_path()
    {
        await using var service = await TestService.StartAsync();
        var id = await service.RegisterAsync("ann@example.com");
        (await service.SendAsync(HttpMethod.Get, $"/api/users/{id}")).Dispose();
        (await service.SendAsync(HttpMethod.Get, "/some/where")).Dispose();
#if (auth)
        await service.LoginAsync("ann@example.com");
#endif

        using var answer = await service.SendAsync(HttpMethod.Get, "/metrics");

        Assert.Equal("text/plain", answer.Content.Headers.ContentType?.MediaType);
        var text = await answer.TextAsync();
        Assert.Contains("# TYPE http_server_request_duration_seconds histogram", text, StringComparison.Ordinal);
        Assert.Contains("http_route=\"/api/users/{id:long}\"", text, StringComparison.Ordinal);
        Assert.Contains("camp_registrations_total", text, StringComparison.Ordinal);
#if (auth)
        Assert.Contains("outcome=\"accepted\"}", text, StringComparison.Ordinal);
#endif
        Assert.DoesNotContain("/some/where", text, StringComparison.Ordinal);
    }
}
