using Camp.Service.Notifications;
using Camp.Service.Orders;

namespace Camp.Service.Events;

internal static class EventsSetup
{
    /// <summary>UserCreated: from the outbox through Kafka to the subscribers.</summary>
    public static void AddEvents(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<Outbox>();
        builder.Services.AddSingleton<Delivery>();
        builder.Services.AddSingleton<ISubscriber, WelcomeOrders>();
        builder.Services.AddSingleton<ISubscriber, WelcomeMessages>();
        builder.Services.AddSingleton<KafkaBroker>();
        builder.Services.AddSingleton<IBroker>(services => services.GetRequiredService<KafkaBroker>());
        builder.Services.AddSingleton<IDeadLetters>(services => services.GetRequiredService<KafkaBroker>());
        builder.Services.AddHostedService<KafkaConsumers>();
        builder.Services.AddHostedService<OutboxRelay>();
    }
}
