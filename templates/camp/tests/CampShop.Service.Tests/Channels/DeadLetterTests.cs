using Camp.Service.Events;
using Camp.Service.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Camp.Service.Tests.Channels;

public sealed class DeadLetterTests
{
    [Theory]
    [InlineData("null")]
    [InlineData("{\"userId\":")]
    public async Task An_event_that_cannot_be_read_is_put_aside_by_each_subscriber(string body)
    {
        await using var service = await TestService.StartAsync();
        var broker = service.Services.GetRequiredService<IBroker>();

        await broker.PublishAsync(EventTests.Event(7) with { Body = body }, TestService.Cancelled);

        Assert.Equal(["notifications", "orders"], await service.QueryAsync<string>("select subscriber from dead_letters order by subscriber"));
        Assert.Equal([body, body], await service.QueryAsync<string>("select body from dead_letters"));
        Assert.Empty(await service.QueryAsync<long>("select user_id from orders"));
    }
}
