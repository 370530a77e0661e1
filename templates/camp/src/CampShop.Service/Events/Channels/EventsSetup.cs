using Camp.Service.Notifications;
using Camp.Service.Orders;

namespace Camp.Service.Events;

internal static class EventsSetup
{
    /// <summary>UserCreated: from the outbox through channels of this process to the subscribers.</summary>
    public static void AddEvents(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<Outbox>();
        builder.Services.AddSingleton<Delivery>();
        builder.Services.AddSingleton<ISubscriber, WelcomeOrders>();
        builder.Services.AddSingleton<ISubscriber, WelcomeMessages>();
        builder.Services.AddSingleton<IDeadLetters, DeadLetterTable>();
        builder.Services.AddSingleton<ChannelBroker>();
        builder.Services.AddSingleton<IBroker>(services => services.GetRequiredService<ChannelBroker>());
        builder.Services.AddHostedService(services => services.GetRequiredService<ChannelBroker>());
        builder.Services.AddHostedService<OutboxRelay>();
    }
}
