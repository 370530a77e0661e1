using Camp.Service.Tests.Support;

namespace Camp.Service.Tests;

public sealed class SecurityHeaderTests
{
    [Theory]
    [InlineData("/")]
    [InlineData("/nowhere")]
    public async Task Every_answer_carries_them_and_none_names_the_server(string path)
    {
        await using var service = await TestService.StartAsync();

        using var answer = await service.SendAsync(HttpMethod.Get, path);

        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("no-referrer", answer.Headers.GetValues("Referrer-Policy").Single());
        Assert.StartsWith("default-src 'none'", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.False(answer.Headers.Contains("Server"));
    }
}
