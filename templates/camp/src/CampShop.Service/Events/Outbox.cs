using System.Text.Json;
using System.Threading.Channels;
using Camp.Service.Data;

namespace Camp.Service.Events;

// Lesson 15-events explains this: the event is stored with the state it tells of, and sent afterwards as often as it takes.
internal sealed class Outbox
{
    // One piece of news is enough, however often it is told.
    private readonly Channel<bool> _news = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public static Task AddAsync(UnitOfWork work, UserCreated created, CancellationToken cancellationToken) =>
        work.ExecuteAsync(
            "insert into outbox (event_id, type, body, sent) values (@EventId, @Type, @Body, false)",
            new
            {
                EventId = Guid.CreateVersion7().ToString(),
                Type = nameof(UserCreated),
                Body = JsonSerializer.Serialize(created, EventJson.Default.UserCreated),
            },
            cancellationToken);

    /// <summary>Says that there is something to send.</summary>
    public void Wake() => _news.Writer.TryWrite(true);

    /// <summary>Waits until somebody says so.</summary>
    public ValueTask<bool> NewsAsync(CancellationToken cancellationToken) => _news.Reader.ReadAsync(cancellationToken);
}
