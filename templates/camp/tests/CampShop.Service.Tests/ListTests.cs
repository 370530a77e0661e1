using System.Net;
using Camp.Service.Tests.Support;

namespace Camp.Service.Tests;

public sealed class ListTests
{
    [Fact]
    public async Task A_page_has_a_bounded_size()
    {
        await using var service = await TestService.StartAsync();
        for (var user = 1; user <= 101; user++)
        {
            await service.RegisterAsync($"user{user}@example.com");
        }
        var reader = await service.MemberAsync("reader@example.com");

        await ListsAsync("", firstId: 1, count: 20);
        await ListsAsync("?page=&size=", firstId: 1, count: 20);
        await ListsAsync("?page=2", firstId: 21, count: 20);
        await ListsAsync("?page=3&size=2", firstId: 5, count: 2);
        await ListsAsync("?page=2&size=100", firstId: 101, count: 2);
        await ListsAsync("?size=1000", firstId: 1, count: 100);
        await ListsAsync("?size=0", firstId: 1, count: 1);
        await ListsAsync("?page=-4&size=-4", firstId: 1, count: 1);
        await ListsAsync("?page=2147483647&size=100", firstId: 0, count: 0);

        async Task ListsAsync(string query, long firstId, int count)
        {
            using var answer = await reader.SendAsync(HttpMethod.Get, $"/api/users{query}");
            var ids = (await answer.JsonAsync()).AsArray().Select(user => (long)user!["id"]!).ToArray();
            Assert.Equal(Enumerable.Range(0, count).Select(offset => firstId + offset), ids);
        }
    }

    [Fact]
    public async Task A_page_that_is_no_number_is_refused()
    {
        await using var service = await TestService.StartAsync();
        var ann = await service.MemberAsync("ann@example.com");

        using var answer = await ann.SendAsync(HttpMethod.Get, "/api/users?page=first");

        await answer.ProblemAsync(HttpStatusCode.BadRequest);
    }
}
