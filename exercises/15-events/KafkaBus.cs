using Confluent.Kafka;

namespace Camp.Events;

/// <summary>The bus with a Kafka broker in the middle: across processes, and nothing is dropped.</summary>
/// <remarks>
/// Each group gets every event, those published before it first came too. A slow group holds nobody up.
/// All events about one user go to one partition (their key is the user's number), so they stay in the order they were published in.
/// Delivery is at least once: an event counts as handled by a group when its handler has ended well. When a handler throws,
/// the event is delivered again to the group's next consumer. After an orderly end, by cancellation, what was handled
/// before is not delivered again.
/// On the wire an event is the JSON of <see cref="UserCreated"/>, as <c>JsonSerializer</c> writes it by default, in UTF-8.
/// </remarks>
public sealed class KafkaBus : IDisposable
{
    /// <param name="config">How to reach the broker. It is not changed.</param>
    /// <param name="topic">Where the events go; it exists.</param>
    // TODO 1: a producer that waits for all replicas and never doubles an event by its own retries.
    public KafkaBus(ClientConfig config, string topic) =>
        throw new NotImplementedException("KafkaBus: keep a copy of the settings and make the producer.");

    /// <summary>Sends an event. Ends when the broker has stored it.</summary>
    /// <exception cref="KafkaException">The broker did not store it.</exception>
    // TODO 2: key and value; await the broker's answer.
    public Task PublishAsync(UserCreated created, CancellationToken cancellation) =>
        throw new NotImplementedException("KafkaBus.PublishAsync: send the event and await the broker's answer.");

    /// <summary>Handles the events of a group, one at a time, until it is cancelled.</summary>
    /// <param name="group">The consumer group's name.</param>
    /// <param name="handler">Handles an event; gets the caller's token.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <remarks>The call gives back its task at once and blocks no thread of the caller. What the handler throws goes on.</remarks>
    // TODO 3: a consumer of its own for each call, from the earliest event on, that stores no offset by itself.
    // TODO 4: a loop off the caller's thread: consume, handle, store the offset. Close the consumer whatever happens.
    public Task ConsumeAsync(string group, Func<UserCreated, CancellationToken, Task> handler, CancellationToken cancellation) =>
        throw new NotImplementedException("KafkaBus.ConsumeAsync: consume, handle, then store the offset.");

    /// <summary>Sends what is still on its way, and lets the producer go. Twice is fine.</summary>
    // TODO 5: flush the producer and dispose it.
    public void Dispose() =>
        throw new NotImplementedException("KafkaBus.Dispose: flush the producer and dispose it.");
}
