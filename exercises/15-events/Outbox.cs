namespace Camp.Events;

/// <summary>Stores users and the events about them together, and sends the events afterwards.</summary>
/// <remarks>
/// A user (a row in <c>users</c>) and its event (a row in <c>outbox</c>) are one transaction: both are there, or neither,
/// wherever the process ends. Sending comes later and reads the outbox, so no event is lost when the broker or the process is
/// away. An event can be published twice, when the process ends between publishing and writing that down; its
/// <see cref="UserCreated.EventId"/> is then the same.
/// While an event is being published no transaction is open: users can be created meanwhile.
/// </remarks>
public sealed class Outbox
{
    /// <param name="database">A connection string; the tables are there (<see cref="Database.CreateAsync"/>).</param>
    // TODO 1: keep it.
    public Outbox(string database) =>
        throw new NotImplementedException("Outbox: keep the database.");

    /// <summary>Creates a user and its event.</summary>
    /// <returns>The event, with an id of its own that no other event has.</returns>
    /// <remarks>
    /// What the database throws, such as for a name that is taken, goes on to the caller; then neither is there.
    /// When <paramref name="cancellation"/> is cancelled already, nothing is stored.
    /// </remarks>
    // TODO 2: both inserts in one transaction.
    public Task<UserCreated> CreateUserAsync(string name, CancellationToken cancellation) =>
        throw new NotImplementedException("Outbox.CreateUserAsync: the user and the event in one transaction.");

    /// <summary>Publishes the events that wait, in the order they were stored, one after the other.</summary>
    /// <returns>How many this call has published.</returns>
    /// <remarks>
    /// Each event is marked as sent when its publish has ended well, before the next begins: it is not published again, by any
    /// Outbox on this database. When <paramref name="publish"/> throws, that goes on to the caller, and this event and those
    /// after it still wait. Calls on the same object at once take turns, so that no event is published by two of them.
    /// </remarks>
    // TODO 3: the oldest event that waits; publish it; mark it; the next. One call at a time.
    public Task<int> RelayAsync(Func<UserCreated, CancellationToken, Task> publish, CancellationToken cancellation) =>
        throw new NotImplementedException("Outbox.RelayAsync: publish what waits, and mark it as sent.");
}
