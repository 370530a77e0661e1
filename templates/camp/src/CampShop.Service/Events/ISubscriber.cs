using Camp.Service.Data;

namespace Camp.Service.Events;

/// <summary>A part of the business that acts on events.</summary>
internal interface ISubscriber
{
    /// <summary>Names the subscriber in the inbox, so it must stay as it is.</summary>
    string Name { get; }

    /// <summary>Takes effect in this unit of work and nowhere else: then it is done once, however often the event comes.</summary>
    Task ApplyAsync(UnitOfWork work, UserCreated created, CancellationToken cancellationToken);
}
