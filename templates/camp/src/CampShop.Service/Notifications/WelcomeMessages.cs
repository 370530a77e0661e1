using Camp.Service.Data;
using Camp.Service.Events;

namespace Camp.Service.Notifications;

/// <summary>Stands for a notification service: a message to send to whoever registers.</summary>
internal sealed class WelcomeMessages : ISubscriber
{
    public string Name => "notifications";

    public Task ApplyAsync(UnitOfWork work, UserCreated created, CancellationToken cancellationToken) =>
        work.ExecuteAsync(
            "insert into notifications (user_id, text) values (@UserId, @Text)",
            new { created.UserId, Text = $"Welcome, {created.Name}!" }, cancellationToken);
}
