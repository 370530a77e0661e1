using Camp.Service.Tests.Support;

namespace Camp.Service.Tests;

public sealed class HelloTests
{
    [Fact]
    public async Task The_root_greets_in_plain_text()
    {
        await using var service = await TestService.StartAsync();

        using var answer = await service.SendAsync(HttpMethod.Get, "/");

        Assert.Equal("text/plain", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("Hello, World! Request path: /", await answer.TextAsync());
    }
}
