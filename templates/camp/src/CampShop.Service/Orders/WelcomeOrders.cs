using Camp.Service.Data;
using Camp.Service.Events;

namespace Camp.Service.Orders;

/// <summary>Stands for an order service: whoever registers gets one welcome gift. Lesson 15-events explains why it is one.</summary>
internal sealed class WelcomeOrders : ISubscriber
{
    public string Name => "orders";

    public Task ApplyAsync(UnitOfWork work, UserCreated created, CancellationToken cancellationToken) =>
        work.ExecuteAsync(
            "insert into orders (user_id, product) values (@UserId, 'welcome gift')", new { created.UserId }, cancellationToken);
}
