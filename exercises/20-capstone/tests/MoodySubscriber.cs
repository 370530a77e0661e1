using Camp.Service.Data;
using Camp.Service.Events;

namespace Camp.Capstone.Tests;

/// <summary>Writes an order, and then fails as often as the test says.</summary>
internal sealed class MoodySubscriber(int failures, Func<Exception> failure) : ISubscriber
{
    public string Name => "moody";

    public int Attempts { get; private set; }

    public async Task ApplyAsync(UnitOfWork work, UserCreated created, CancellationToken cancellationToken)
    {
        await work.ExecuteAsync("insert into orders (user_id, product) values (@UserId, 'moody')", new { created.UserId }, cancellationToken);
        if (++Attempts <= failures)
            throw failure();
    }
}
