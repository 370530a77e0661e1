using System.Threading.Channels;

namespace Camp.Events;

/// <summary>One subscriber's place on the bus. Disposing it ends the subscription; twice is fine.</summary>
public interface ISubscription<T> : IDisposable
{
    /// <summary>The subscriber's own queue, oldest event first. It completes when the subscription or the bus has ended.</summary>
    ChannelReader<T> Events { get; }

    /// <summary>How many events were dropped because this subscriber's queue was full.</summary>
    long Missed { get; }
}
