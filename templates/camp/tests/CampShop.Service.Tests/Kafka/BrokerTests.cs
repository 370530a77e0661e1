using Camp.Service.Events;
using Camp.Service.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Camp.Service.Tests.Kafka;

public sealed class BrokerTests
{
    // The client itself would end the process, or never return.
    [Fact]
    public async Task What_is_sent_after_the_end_is_refused()
    {
        await using var service = await TestService.StartAsync();
        var broker = service.Services.GetRequiredService<KafkaBroker>();
        await broker.PublishAsync(EventTests.Event(7), TestService.Cancelled);

        broker.Dispose();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => broker.PublishAsync(EventTests.Event(8), TestService.Cancelled));
    }
}
